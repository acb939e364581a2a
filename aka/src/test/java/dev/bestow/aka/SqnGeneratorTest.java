package dev.bestow.aka;

import static dev.bestow.aka.SqnWorld.IMSI;
import static dev.bestow.aka.SqnWorld.PROFILE;
import static dev.bestow.aka.SqnWorld.SLICE;
import static dev.bestow.aka.SqnWorld.issued;
import static dev.bestow.aka.SqnWorld.seq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Imsi;

import org.junit.jupiter.api.Test;

class SqnGeneratorTest {
    private static final long START = 91_000_000;

    private final SqnWorld world = SqnWorld.at(START);

    private static SqnIssue issue(SqnGenerator generator) {
        return generator.issue(IMSI, SLICE, PROFILE);
    }

    @Test
    void seqCountsSecondsSince2024() {
        SqnGenerator generator = world.generator();
        assertThat(seq(issue(generator))).isEqualTo(START);
        world.pass(3);
        assertThat(seq(issue(generator))).isEqualTo(START + 3);
    }

    @Test
    void severalVectorsInOneTickTakeTheNextTicks() {
        SqnGenerator generator = world.generator();
        for (int n = 0; n < 5; n++) {
            assertThat(seq(issue(generator))).isEqualTo(START + n);
        }
        Imsi other = Imsi.parse("001010000000002");
        assertThat(seq(generator.issue(other, SLICE, PROFILE))).isEqualTo(START);
    }

    @Test
    void theSliceIsTheInd() {
        SqnSlice slice = new SqnSlice(Requester.BSF, 5);
        SqnIssue.Issued issued = issued(world.generator().issue(IMSI, slice, PROFILE));
        assertThat(PROFILE.ind(issued.sqn())).isEqualTo(21);
        assertThat(issued.issueNumber()).isEqualTo(START << 5 | 21);
    }

    @Test
    void subscribersOfOneBucketSkipEachOthersNumbers() {
        SqnGenerator generator = world.generator(new SqnLimits(100, 100, 100, 1));
        Imsi other = Imsi.parse("001010000000002");
        assertThat(seq(issue(generator))).isEqualTo(START);
        assertThat(seq(generator.issue(other, SLICE, PROFILE))).isEqualTo(START + 1);
        assertThat(seq(issue(generator))).isEqualTo(START + 2);
    }

    @Test
    void everyNumberThatLeavesLiesBelowADurableCeilingAMinuteAway() {
        SqnGenerator generator = world.generator();
        for (int n = 0; n < 1_000; n++) {
            long before = world.ceiling();
            long g = seq(issue(generator));
            assertThat(g).isLessThan(world.ceiling());
            if (world.ceiling() != before) {
                assertThat(world.ceiling() - g).isGreaterThanOrEqualTo(60);
            }
        }
    }

    @Test
    void aVectorWritesNothing() {
        SqnGenerator generator = world.generator();
        for (int n = 0; n < 50_000; n++) {
            issued(generator.issue(new Imsi(Integer.toString(1_000_000 + n)), SLICE, PROFILE));
        }
        assertThat(world.raises).isEqualTo(1);
    }

    @Test
    void nothingLeavesWhenTheCeilingCannotBeRaised() {
        SqnGenerator generator = world.generator();
        world.diskFull = true;
        assertThatThrownBy(() -> issue(generator)).hasMessage("disk full");
        assertThat(world.ceiling()).isZero();
        world.diskFull = false;
        issued(issue(generator));
        assertThat(world.ceiling()).isPositive();
    }

    @Test
    void aKilledGeneratorsNumbersAreNeverIssuedAgain() {
        SqnGenerator killed = world.generator();
        long last = 0;
        for (int n = 0; n < 500; n++) {
            last = seq(issue(killed));
        }
        // The clock stands still, or has even gone back.
        world.step(-3_600);
        assertThat(seq(issue(world.generator()))).isGreaterThan(last);
    }

    private static long issueNumber(SqnGenerator generator) {
        return issued(issue(generator)).issueNumber();
    }

    private static long bound(SqnGenerator generator) {
        return generator.issueBound(IMSI, SLICE);
    }

    /// Whether the next vector comes in the second of the bound or later, and whether the process lives on.
    @Test
    void aBoundPartsWhatHasLeftFromWhatWill() {
        SqnGenerator generator = world.generator();
        long last = 0;
        for (int n = 0; n < 50; n++) {
            last = issueNumber(generator);
        }
        for (int seconds : new int[] {0, 100, 1, 0, 1}) {
            world.pass(seconds);
            long bound = bound(generator);
            assertThat(bound).isGreaterThan(last);
            assertThat(bound(generator)).as("each is another").isGreaterThan(bound);
            last = issueNumber(generator);
            assertThat(last).isGreaterThan(bound);
        }
        SqnGenerator again = world.generator();
        assertThat(bound(again)).isGreaterThan(last);
        world.pass(1_000);
        long bound = bound(again);
        assertThat(issueNumber(world.generator())).isGreaterThan(bound);
    }

    @Test
    void aBoundUnderADoubtedClockTakesNoNumbersAhead() {
        SqnGenerator generator = world.generator();
        long last = issueNumber(generator);
        world.step(1_000_000);
        assertThat(issue(generator)).isInstanceOf(SqnIssue.ClockDoubted.class);
        assertThat(bound(generator)).isEqualTo(last);
        world.step(-1_000_000);
        assertThat(issueNumber(generator)).isEqualTo(last + (1 << SqnSlice.BITS));
    }

    @Test
    void aBoundOfWhoHasRunAheadIsItsLastNumber() {
        SqnGenerator generator = world.generator(new SqnLimits(100, 100, 2, 16));
        issueNumber(generator);
        issueNumber(generator);
        long last = issueNumber(generator);
        assertThat(issue(generator)).isEqualTo(new SqnIssue.RunAhead());
        assertThat(bound(generator)).isEqualTo(last);
    }

    @Test
    void instancesThatShareNothingIssueDifferentNumbers() {
        SqnWorld elsewhere = SqnWorld.at(START);
        SqnIssue here = issue(world.generator());
        SqnIssue there = elsewhere.generator().issue(IMSI, new SqnSlice(Requester.MME, 1), PROFILE);
        assertThat(seq(here)).isEqualTo(seq(there));
        assertThat(issued(here).sqn()).isNotEqualTo(issued(there).sqn());
    }

    @Test
    void oneSubscriberCannotRunAwayFromTheClock() {
        SqnGenerator generator = world.generator(new SqnLimits(100, 100, 10, 16));
        for (int n = 0; n <= 10; n++) {
            assertThat(seq(issue(generator))).isEqualTo(START + n);
        }
        assertThat(issue(generator)).isEqualTo(new SqnIssue.RunAhead());
        issued(generator.issue(Imsi.parse("001010000000002"), SLICE, PROFILE));
        world.pass(1);
        assertThat(seq(issue(generator))).isEqualTo(START + 11);
        assertThat(issue(generator)).isEqualTo(new SqnIssue.RunAhead());
    }

    @Test
    void afterTheLastSeqThereIsNone() {
        SqnGenerator generator = world.generator();
        world.raise(IMSI, PROFILE.maxSeq() - START);
        assertThat(seq(issue(generator))).isEqualTo(PROFILE.maxSeq());
        assertThat(issue(generator)).isEqualTo(new SqnIssue.Exhausted());
    }

    @Test
    void aCardWithoutRoomForTheSliceIsRefused() {
        SqnProfile narrow = new SqnProfile(3, 1 << 28, SqnProfile.NO_AGE_LIMIT);
        SqnGenerator generator = world.generator();
        issued(generator.issue(IMSI, new SqnSlice(Requester.MME, 7), narrow));
        assertThatThrownBy(() -> generator.issue(IMSI, new SqnSlice(Requester.SGSN, 0), narrow))
                .hasMessage("IND: needs 3 bits");
    }

    @Test
    void limitsAreChecked() {
        assertThatThrownBy(() -> new SqnLimits(1, 1, 0, 1))
                .hasMessage("SQN run ahead: needs at least 1 tick");
        assertThatThrownBy(() -> new SqnLimits(9, 1, 10, 1))
                .hasMessage("SQN start behind: needs at least the ticks of run ahead");
        assertThatThrownBy(() -> new SqnLimits(1, 0, 1, 1))
                .hasMessage("SQN start ahead: needs at least 1 second");
        assertThatThrownBy(() -> new SqnLimits(1, 1, 1, 3))
                .hasMessage("SQN buckets: need a power of two");
        assertThatThrownBy(() -> new SqnLimits(1, 1, 1, 0))
                .hasMessage("SQN buckets: need a power of two");
        assertThatThrownBy(() -> new SqnLimits(1, 1, 1, Integer.MIN_VALUE))
                .hasMessage("SQN buckets: need a power of two");
    }
}
