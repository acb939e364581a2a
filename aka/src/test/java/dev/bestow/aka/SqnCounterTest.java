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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqnCounterTest {
    private final CountersInMemory counters = new CountersInMemory();
    private final SqnCounter counter = new SqnCounter(counters);

    private SqnIssue issue() {
        return counter.issue(IMSI, SLICE, PROFILE);
    }

    private SqnIssue after(long seqMs) {
        return counter.issueAfter(PROFILE.sqn(seqMs, 31), IMSI, SLICE, PROFILE);
    }

    @Test
    void everySubscriberCountsFromOne() {
        assertThat(seq(issue())).isEqualTo(1);
        assertThat(seq(issue())).isEqualTo(2);
        Imsi other = Imsi.parse("001010000000002");
        assertThat(seq(counter.issue(other, SLICE, PROFILE))).isEqualTo(1);
    }

    @Test
    void aKilledProcessGoesOnWhereTheStoreIs() {
        issue();
        long last = seq(issue());
        assertThat(seq(new SqnCounter(counters).issue(IMSI, SLICE, PROFILE))).isGreaterThan(last);
    }

    @Test
    void nothingLeavesThatIsNotKept() {
        counters.diskFull = true;
        assertThatThrownBy(this::issue).hasMessage("disk full");
        assertThatThrownBy(() -> after(7)).hasMessage("disk full");
    }

    @Test
    void theIssueNumberIsSeqAndSlice() {
        SqnSlice slice = new SqnSlice(Requester.BSF, 5);
        SqnIssue.Issued issued = issued(counter.issue(IMSI, slice, PROFILE));
        assertThat(issued.issueNumber()).isEqualTo(1 << 5 | 21);
        assertThat(PROFILE.ind(issued.sqn())).isEqualTo(21);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "4, 10", "5, 21", "8, 21"})
    void aShortIndKeepsTheUpperBitsOfTheSlice(int indBits, int ind) {
        SqnProfile narrow = new SqnProfile(indBits, 1 << 28, SqnProfile.NO_AGE_LIMIT);
        SqnSlice slice = new SqnSlice(Requester.BSF, 5);
        assertThat(narrow.ind(issued(counter.issue(IMSI, slice, narrow)).sqn())).isEqualTo(ind);
    }

    @Test
    void aCardAheadIsPassedDurably() {
        assertThat(seq(after(1_000))).isEqualTo(1_001);
        assertThat(counters.last(IMSI)).isEqualTo(1_001);
        assertThat(seq(issue())).isEqualTo(1_002);
    }

    @Test
    void aLateOrRepeatedAutsOnlyTakesTheNextNumber() {
        after(1_000);
        assertThat(seq(after(1_000))).isEqualTo(1_002);
        assertThat(seq(after(5))).isEqualTo(1_003);
    }

    @Test
    void aCardBeyondReachIsSaidToBe() {
        after(PROFILE.delta() + 1);
        assertThat(after(0)).isEqualTo(new SqnIssue.BeyondDelta(PROFILE.delta() + 3));
        CountersInMemory others = new CountersInMemory();
        others.take(IMSI, PROFILE.delta() - 1);
        assertThat(seq(new SqnCounter(others).issueAfter(new Sqn(0), IMSI, SLICE, PROFILE)))
                .isEqualTo(PROFILE.delta());
    }

    @Test
    void afterTheLastSeqThereIsNone() {
        assertThat(seq(after(PROFILE.maxSeq() - 1))).isEqualTo(PROFILE.maxSeq());
        assertThat(issue()).isEqualTo(new SqnIssue.Exhausted());
        assertThat(after(PROFILE.maxSeq())).isEqualTo(new SqnIssue.Exhausted());
    }

    @Test
    void aSubscriberThatIsGoneGetsNone() {
        counters.withdrawn = true;
        assertThat(issue()).isEqualTo(new SqnIssue.Withdrawn());
        assertThat(after(3)).isEqualTo(new SqnIssue.Withdrawn());
    }
}
