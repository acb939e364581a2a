package dev.bestow.aka;

import static dev.bestow.aka.SqnWorld.IMSI;
import static dev.bestow.aka.SqnWorld.PROFILE;
import static dev.bestow.aka.SqnWorld.SLICE;
import static dev.bestow.aka.SqnWorld.seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// What an AUTS does to the numbers.
class AutsCheckTest {
    private static final long START = 91_000_000;

    private final SqnWorld world = SqnWorld.at(START);
    private final SqnGenerator generator = world.generator();

    private SqnIssue after(long seqMs) {
        return generator.issueAfter(PROFILE.sqn(seqMs, 31), IMSI, SLICE, PROFILE);
    }

    @Test
    void aCardAheadRaisesItsOffsetDurably() {
        long seqMs = START + 1_000_000;
        long next = seq(after(seqMs));
        assertThat(next).isBetween(seqMs + 1, seqMs + 10);
        assertThat(world.offset(IMSI)).isPositive();
        assertThat(seq(generator.issue(IMSI, SLICE, PROFILE))).isGreaterThan(next);
        assertThat(seq(world.generator().issue(IMSI, SLICE, PROFILE))).isGreaterThan(next);
    }

    @Test
    void aCardThatStandsExactlyThereIsPassed() {
        assertThat(seq(after(START))).isGreaterThan(START);
        assertThat(seq(after(START + 1_000))).isGreaterThan(START + 1_000);
    }

    @Test
    void aLateOrRepeatedAutsChangesNothing() {
        after(START + 1_000_000);
        long offset = world.offset(IMSI);
        after(START + 1_000_000);
        after(START - 5);
        assertThat(world.offset(IMSI)).isEqualTo(offset);
    }

    @Test
    void nothingLeavesWhenTheOffsetCannotBeKept() {
        seq(generator.issue(IMSI, SLICE, PROFILE));
        world.diskFull = true;
        assertThatThrownBy(() -> after(START + 1_000_000)).hasMessage("disk full");
        assertThat(world.offset(IMSI)).isZero();
    }

    @Test
    void aCardBeyondReachIsSaidToBe() {
        SqnWorld late = SqnWorld.at(PROFILE.delta() + 1);
        assertThat(late.generator().issueAfter(new Sqn(0), IMSI, SLICE, PROFILE))
                .isEqualTo(new SqnIssue.BeyondDelta(PROFILE.delta() + 1));
        SqnWorld justInTime = SqnWorld.at(PROFILE.delta());
        assertThat(seq(justInTime.generator().issueAfter(new Sqn(0), IMSI, SLICE, PROFILE)))
                .isEqualTo(PROFILE.delta());
    }

    @Test
    void aCardAtTheEndIsExhausted() {
        assertThat(after(PROFILE.maxSeq())).isEqualTo(new SqnIssue.Exhausted());
    }
}
