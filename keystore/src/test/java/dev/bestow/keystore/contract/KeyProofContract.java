package dev.bestow.keystore.contract;

import static dev.bestow.keys.KeyKind.E2M_INT_KEY;
import static dev.bestow.keys.KeyKind.KS;
import static dev.bestow.keystore.contract.Answers.assertNotYet;
import static dev.bestow.keystore.contract.Answers.assertUnknown;
import static dev.bestow.keystore.contract.Answers.byGuti;
import static dev.bestow.keystore.contract.Answers.byRand;
import static dev.bestow.keystore.contract.Answers.only;
import static dev.bestow.keystore.contract.Facts.DAY_MS;
import static dev.bestow.keystore.contract.Facts.T0;
import static dev.bestow.keystore.contract.Facts.confirm;
import static dev.bestow.keystore.contract.Facts.guti;
import static dev.bestow.keystore.contract.Facts.handOut;
import static dev.bestow.keystore.contract.Facts.imsi;
import static dev.bestow.keystore.contract.Facts.located;
import static dev.bestow.keystore.contract.Facts.push;
import static dev.bestow.keystore.contract.Facts.pushAt;
import static dev.bestow.keystore.contract.Facts.rand;
import static dev.bestow.keystore.contract.Facts.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.EmseId;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.LocationProof;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.OwnRun;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.keystore.PushOutcome;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What every engine owes the proofs of keys that no MME confirms.
public interface KeyProofContract {
    Imsi IMSI = imsi(1);
    Rand A = rand(0xa, 1);
    Rand B = rand(0xb, 2);
    Guti G = guti(1, 100);
    EmseId METER = EmseId.parse("meter.example");
    int LAST_N = KeyRingLimits.STANDARD.provenPerSource();
    int PER_MME = KeyRingLimits.STANDARD.pendingPerMme();
    long PENDING_MS = KeyRingLimits.STANDARD.pendingMs();
    long GRACE_MS = KeyRingLimits.STANDARD.graceMs();

    NodeStore store();

    NodeStore reopened();

    private KeyRing ring() {
        return ring(store());
    }

    private static KeyRing ring(NodeStore store) {
        return store.keyRing(KeyRingLimits.STANDARD, new TestWrap());
    }

    private Candidate found(Rand rand, long nowMs) {
        return only(ring().select(E2M_INT_KEY, byRand(rand), nowMs));
    }

    private void proveOwnRun(Rand rand, int issue) {
        ring().push(push(E2M_INT_KEY, IMSI, rand, issue));
        assertThat(ring().prove(new OwnRun(IMSI, E2M_INT_KEY, rand, T0 + issue)))
                .isEqualTo(ProofOutcome.PROVEN);
    }

    private void proveReport(Rand rand, int issue) {
        ring().push(push(E2M_INT_KEY, IMSI, rand, issue));
        ring().noteHandOut(handOut(E2M_INT_KEY, IMSI, rand, METER));
        assertThat(ring().prove(report(E2M_INT_KEY, IMSI, rand, METER, T0 + issue)))
                .isEqualTo(ProofOutcome.PROVEN);
    }

    @Test
    default void aKeyThatNoMmeConfirmsIsServedByItsRandIdWhilePendingAndNoLonger() {
        ring().push(push(E2M_INT_KEY, IMSI, A, 1));
        Candidate pending = found(A, T0 + PENDING_MS - 1);
        assertThat(pending.state()).isEqualTo(Candidate.State.PENDING);
        assertThat(pending.guti()).isNull();
        assertThat(pending.key()).isEqualTo(Facts.key(E2M_INT_KEY, A));
        assertUnknown(ring().select(E2M_INT_KEY, byRand(A), T0 + PENDING_MS));
        assertThat(ring().sweep(T0 + PENDING_MS)).isEqualTo(1);
    }

    @Test
    default void onlyAKeyOfAnMmeThatConfirmsIsNotYetThere() {
        ring().push(push(IMSI, A, 1, 1));
        ring().push(push(KS, IMSI, B, 2));
        assertNotYet(ring().select(KS, byRand(A), T0));
        assertThat(only(ring().select(KS, byRand(B), T0)).state())
                .isEqualTo(Candidate.State.PENDING);
        assertThat(ring().prove(confirm(IMSI, B, G, 0, 1))).isEqualTo(ProofOutcome.PROVEN);
        assertThat(only(ring(reopened()).select(KS, byGuti(G, 0), T0 + 2_000)).rand()).isEqualTo(B);
    }

    /// A location proves a set, and anybody's attach may be in it.
    @Test
    default void aKeyThatAwaitsItsConfirmationIsProvenByThatAlone() {
        ring().push(push(IMSI, A, 1, 1));
        ring().noteHandOut(handOut(KS, IMSI, A, METER));
        assertThat(ring().prove(located(KS, IMSI, 9, T0)))
                .isEqualTo(ProofOutcome.AWAITS_CONFIRMATION);
        assertThat(ring().prove(new OwnRun(IMSI, KS, A, T0)))
                .isEqualTo(ProofOutcome.AWAITS_CONFIRMATION);
        assertThat(ring().prove(report(KS, IMSI, A, METER, T0)))
                .isEqualTo(ProofOutcome.AWAITS_CONFIRMATION);
        assertNotYet(ring().select(KS, byRand(A), T0));
    }

    @Test
    default void aLocationProvesTheKeysPushedForItsMmeUpToItsBound() {
        Rand later = rand(0xc, 3);
        ring().push(push(E2M_INT_KEY, IMSI, A, 1));
        ring().push(push(E2M_INT_KEY, IMSI, B, 2));
        ring().push(push(E2M_INT_KEY, IMSI, later, 3));
        assertThat(ring().prove(located(E2M_INT_KEY, IMSI, 2, T0))).isEqualTo(ProofOutcome.PROVEN);
        long nowMs = T0 + DAY_MS - 1;
        assertThat(only(ring(reopened()).select(E2M_INT_KEY, byRand(A), nowMs)).state())
                .isEqualTo(Candidate.State.CURRENT);
        assertThat(found(B, nowMs).state()).isEqualTo(Candidate.State.CURRENT);
        assertUnknown(ring().select(E2M_INT_KEY, byRand(later), nowMs));
    }

    @Test
    default void aLocationProvesNoKeyOfAnotherMmeOrEpoch() {
        ring().push(push(E2M_INT_KEY, IMSI, A, 1));
        long bound = Facts.order(1, 9, 0).issueNumber();
        for (LocationProof other :
                List.of(
                        new LocationProof(IMSI, E2M_INT_KEY, 1, Facts.host(2), bound, T0),
                        new LocationProof(IMSI, E2M_INT_KEY, 2, Facts.host(1), bound, T0))) {
            assertThat(ring().prove(other)).isEqualTo(ProofOutcome.UNMATCHED);
        }
        assertThat(found(A, T0).state()).isEqualTo(Candidate.State.PENDING);
    }

    @Test
    default void theSetBeforeAnswersForTheGraceTime() {
        ring().push(push(E2M_INT_KEY, IMSI, A, 1));
        ring().prove(located(E2M_INT_KEY, IMSI, 1, T0));
        ring().push(push(E2M_INT_KEY, IMSI, B, 2));
        long moved = T0 + 60_000;
        ring().prove(located(E2M_INT_KEY, IMSI, 2, moved));
        assertThat(found(A, moved + GRACE_MS - 1).state()).isEqualTo(Candidate.State.PREVIOUS);
        assertUnknown(ring().select(E2M_INT_KEY, byRand(A), moved + GRACE_MS));
        assertThat(found(B, moved + GRACE_MS).state()).isEqualTo(Candidate.State.CURRENT);
        assertThat(ring().sweep(moved + GRACE_MS)).isEqualTo(1);
        assertThat(found(B, moved + GRACE_MS).state()).isEqualTo(Candidate.State.CURRENT);
    }

    /// Those who attach in somebody's name get into the set, but end nothing of it.
    @Test
    default void attachesInSomebodysNameEndNoKeyOfTheSameSet() {
        ring().push(push(E2M_INT_KEY, IMSI, A, 1));
        for (int i = 1; i <= 3 * PER_MME; i++) {
            ring().push(push(E2M_INT_KEY, IMSI, rand(100 + i, 9), 1 + i));
        }
        ring().prove(located(E2M_INT_KEY, IMSI, 2 + 3 * PER_MME, T0 + 1_000));
        for (int i = 1; i <= 3 * PER_MME; i++) {
            ring().push(pushAt(E2M_INT_KEY, IMSI, rand(200 + i, 9), 100 + i, T0 + 2_000));
        }
        assertThat(found(A, T0 + DAY_MS - 1).state()).isEqualTo(Candidate.State.CURRENT);
    }

    /// Those that found no room while they were under way come once it is proven, and displace none that was there.
    @Test
    default void keysThatAProofMadeRoomForDisplaceNoneOfTheSame() {
        ring().push(push(E2M_INT_KEY, IMSI, A, 1));
        for (int i = 1; i < 2 * PER_MME; i++) {
            ring().push(push(E2M_INT_KEY, IMSI, rand(100 + i, 9), 1 + i));
        }
        ring().prove(located(E2M_INT_KEY, IMSI, 2L * PER_MME, T0 + 1_000));
        for (int i = PER_MME; i < 2 * PER_MME; i++) {
            Rand late = rand(100 + i, 9);
            ring().push(pushAt(E2M_INT_KEY, IMSI, late, 1 + i, T0 + 2_000));
            assertThat(found(late, T0 + 3_000).state()).isEqualTo(Candidate.State.CURRENT);
        }
        assertThat(found(A, T0 + DAY_MS - 1).state()).isEqualTo(Candidate.State.CURRENT);
    }

    @Test
    default void aReportCountsOnlyForAKeyThatItsEndpointWasHanded() {
        ring().push(push(E2M_INT_KEY, IMSI, A, 1));
        ring().noteHandOut(handOut(E2M_INT_KEY, IMSI, A, EmseId.parse("other.example")));
        assertThat(ring().prove(report(E2M_INT_KEY, IMSI, A, METER, T0)))
                .isEqualTo(ProofOutcome.NOT_HANDED_OUT);
        assertThat(found(A, T0).state()).isEqualTo(Candidate.State.PENDING);
        ring().noteHandOut(handOut(E2M_INT_KEY, IMSI, A, METER));
        assertThat(found(A, T0).state()).as("an early report").isEqualTo(Candidate.State.PENDING);
        assertThat(ring(reopened()).prove(report(E2M_INT_KEY, IMSI, A, METER, T0)))
                .isEqualTo(ProofOutcome.PROVEN);
        assertThat(found(A, T0 + DAY_MS - 1).state()).isEqualTo(Candidate.State.CURRENT);
    }

    @Test
    default void aReportCountsOnce() {
        proveReport(A, 1);
        proveReport(B, 2);
        assertThat(ring().prove(report(E2M_INT_KEY, IMSI, A, METER, T0 + GRACE_MS)))
                .isEqualTo(ProofOutcome.PROVEN);
        assertThat(found(A, T0 + GRACE_MS).state()).isEqualTo(Candidate.State.PREVIOUS);
        assertUnknown(ring().select(E2M_INT_KEY, byRand(A), T0 + GRACE_MS + PENDING_MS));
    }

    @Test
    default void handOutsOfOneKeyAreBoundedAndThoseThatReportedStay() {
        proveReport(A, 1);
        for (int i = 1; i <= 3 * KeyRingLimits.MAX_ENDPOINTS; i++) {
            ring().noteHandOut(handOut(E2M_INT_KEY, IMSI, A, EmseId.parse("e" + i + ".example")));
        }
        assertThat(found(A, T0 + DAY_MS - 1).state()).isEqualTo(Candidate.State.CURRENT);
        int known = 0;
        for (int i = 1; i <= 3 * KeyRingLimits.MAX_ENDPOINTS; i++) {
            EmseId endpoint = EmseId.parse("e" + i + ".example");
            ProofOutcome outcome = ring().prove(report(E2M_INT_KEY, IMSI, A, endpoint, T0));
            known += outcome == ProofOutcome.PROVEN ? 1 : 0;
        }
        assertThat(known).isEqualTo(KeyRingLimits.MAX_ENDPOINTS - 1);
    }

    @Test
    default void aProofMayComeBeforeItsPush() {
        assertThat(ring().prove(new OwnRun(IMSI, E2M_INT_KEY, A, T0)))
                .isEqualTo(ProofOutcome.UNMATCHED);
        assertThat(ring().prove(located(E2M_INT_KEY, IMSI, 2, T0)))
                .isEqualTo(ProofOutcome.UNMATCHED);
        assertUnknown(ring().select(E2M_INT_KEY, byRand(A), T0));
        assertThat(ring().push(push(E2M_INT_KEY, IMSI, A, 1))).isEqualTo(PushOutcome.PROVEN);
        assertThat(ring(reopened()).push(push(E2M_INT_KEY, IMSI, B, 2)))
                .isEqualTo(PushOutcome.PROVEN);
    }

    @Test
    default void aSourceKeepsItsLastKeysAndOneBeforeThemIsAsIfItHadNotBeenProven() {
        for (int i = 1; i <= LAST_N + 1; i++) {
            proveOwnRun(rand(i, 0), i);
        }
        assertThat(found(rand(1, 0), T0 + 100).state()).isEqualTo(Candidate.State.PENDING);
        assertUnknown(ring().select(E2M_INT_KEY, byRand(rand(1, 0)), T0 + PENDING_MS));
        assertThat(found(rand(2, 0), T0 + 100).state()).isEqualTo(Candidate.State.PREVIOUS);
        assertThat(found(rand(LAST_N + 1, 0), T0 + 100).state()).isEqualTo(Candidate.State.CURRENT);
        assertThat(ring().prove(new OwnRun(IMSI, E2M_INT_KEY, rand(1, 0), T0)))
                .isEqualTo(ProofOutcome.OUTDATED);
    }

    @Test
    default void noSourceDisplacesWhatAnotherProves() {
        proveOwnRun(A, 1);
        proveReport(B, 2);
        Rand c = rand(0xc, 3);
        ring().push(push(E2M_INT_KEY, IMSI, c, 3));
        ring().prove(located(E2M_INT_KEY, IMSI, 3, T0));
        for (int i = 1; i <= 2 * LAST_N; i++) {
            proveReport(rand(100 + i, 9), 10 + i);
        }
        assertThat(found(A, T0 + DAY_MS - 1).state()).isEqualTo(Candidate.State.CURRENT);
        assertThat(found(c, T0 + DAY_MS - 1).state()).isEqualTo(Candidate.State.CURRENT);
    }

    @Test
    default void aFloodOfUnprovenAttachesDisplacesNoProvenKey() {
        proveOwnRun(A, 1);
        proveReport(B, 2);
        for (int i = 1; i <= 100; i++) {
            long atMs = T0 + KeyRingLimits.STANDARD.underWayMs() * i;
            ring().push(pushAt(E2M_INT_KEY, IMSI, rand(1_000 + i, 9), 10 + i, atMs));
        }
        assertThat(found(A, T0 + DAY_MS - 1).state()).isEqualTo(Candidate.State.CURRENT);
        assertThat(found(B, T0 + DAY_MS - 1).state()).isEqualTo(Candidate.State.CURRENT);
    }

    @Test
    default void aKeyThatTwoSourcesProveStaysWhileOneOfThemNeedsIt() {
        proveOwnRun(A, 1);
        proveOwnRun(B, 2);
        ring().noteHandOut(handOut(E2M_INT_KEY, IMSI, A, METER));
        ring().prove(report(E2M_INT_KEY, IMSI, A, METER, T0 + 10));
        long nowMs = T0 + DAY_MS / 2;
        assertThat(found(A, nowMs).state()).isEqualTo(Candidate.State.CURRENT);
        ring().sweep(nowMs);
        assertThat(found(A, nowMs).state()).isEqualTo(Candidate.State.CURRENT);
        assertThat(found(B, nowMs).state()).isEqualTo(Candidate.State.CURRENT);
    }
}
