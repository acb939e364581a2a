package dev.bestow.keystore.contract;

import static dev.bestow.keys.KeyKind.KS;
import static dev.bestow.keystore.contract.Answers.assertNotYet;
import static dev.bestow.keystore.contract.Answers.assertUnknown;
import static dev.bestow.keystore.contract.Answers.byGuti;
import static dev.bestow.keystore.contract.Answers.byRand;
import static dev.bestow.keystore.contract.Answers.only;
import static dev.bestow.keystore.contract.Facts.T0;
import static dev.bestow.keystore.contract.Facts.confirm;
import static dev.bestow.keystore.contract.Facts.confirmAt;
import static dev.bestow.keystore.contract.Facts.guti;
import static dev.bestow.keystore.contract.Facts.imsi;
import static dev.bestow.keystore.contract.Facts.push;
import static dev.bestow.keystore.contract.Facts.rand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.keystore.PushOutcome;
import dev.bestow.keystore.Selection;

import org.junit.jupiter.api.Test;

/// What every engine owes a subscriber in whose name others attach. Such an attach fails, but not before its vector
/// was made and its key pushed.
public interface KeyNoiseContract {
    Imsi IMSI = imsi(1);
    Rand A = rand(0xa, 1);
    Guti G = guti(1, 100);
    int PER_MME = KeyRingLimits.STANDARD.pendingPerMme();
    int IN_ALL = KeyRingLimits.STANDARD.maxPending();
    long UNDER_WAY_MS = KeyRingLimits.STANDARD.underWayMs();

    NodeStore store();

    NodeStore reopened();

    private KeyRing ring() {
        return ring(store());
    }

    private static KeyRing ring(NodeStore store) {
        return store.keyRing(KeyRingLimits.STANDARD, new TestWrap());
    }

    /// The push of the `number`th attach in the subscriber's name.
    private static PushOutcome noise(KeyRing ring, int number, int mmeCode, long atMs) {
        return ring.push(
                push(IMSI, rand(1_000 + number, 9), Facts.order(1, 10 + number, 0), mmeCode, atMs));
    }

    @Test
    default void attachesInSomebodysNameAtTheSameMmeDoNotEvictTheKeyOfTheGenuineOne() {
        ring().push(push(IMSI, A, 1, 1));
        for (int i = 1; i <= 3 * PER_MME; i++) {
            assertThat(noise(ring(), i, 1, T0 + 100L * i))
                    .isEqualTo(i < PER_MME ? PushOutcome.PENDING : PushOutcome.TOO_MANY);
        }
        assertThat(ring().prove(confirm(IMSI, A, G, 0, 5))).isEqualTo(ProofOutcome.PROVEN);
        assertThat(only(ring().select(KS, byRand(A), T0 + 6_000)).key()).isEqualTo(Facts.ks(A));
    }

    @Test
    default void attachesAtOneMmeEvictNoKeyThatAnotherMmeAskedFor() {
        ring().push(push(IMSI, A, 1, 1));
        for (int i = 1; i <= 3 * IN_ALL; i++) {
            noise(ring(), i, 2, T0 + UNDER_WAY_MS * i / 4);
        }
        assertThat(ring().prove(confirmAt(IMSI, A, G, 0, 1, T0 + UNDER_WAY_MS * IN_ALL)))
                .isEqualTo(ProofOutcome.PROVEN);
    }

    @Test
    default void aKeyThatFoundNoRoomIsTakenOnceItIsConfirmed() {
        for (int i = 1; i <= PER_MME; i++) {
            noise(ring(), i, 1, T0);
        }
        assertThat(ring().push(push(IMSI, A, 1, 1))).isEqualTo(PushOutcome.TOO_MANY);
        assertThat(ring().prove(confirm(IMSI, A, G, 0, 1))).isEqualTo(ProofOutcome.UNMATCHED);
        assertNotYet(ring().select(KS, byRand(A), T0 + 2_000));
        PushOutcome pulled = ring().push(push(IMSI, A, Facts.order(1, 1, 0), 1, T0 + 2_000));
        assertThat(pulled).isEqualTo(PushOutcome.PROVEN);
        assertThat(only(ring(reopened()).select(KS, byRand(A), T0 + 3_000)).key())
                .isEqualTo(Facts.ks(A));
    }

    /// A device may take its time, for example a vector that its MME has had for a while.
    @Test
    default void aKeyThatGaveWayComesBackOnceItIsConfirmed() {
        ring().push(push(IMSI, A, 1, 1));
        for (int i = 1; i <= PER_MME; i++) {
            assertThat(noise(ring(), i, 1, T0 + UNDER_WAY_MS)).isEqualTo(PushOutcome.PENDING);
        }
        long confirmed = T0 + UNDER_WAY_MS + 1_000;
        assertThat(ring().prove(confirmAt(IMSI, A, G, 0, 1, confirmed)))
                .isEqualTo(ProofOutcome.UNMATCHED);
        assertThat(ring().push(push(IMSI, A, Facts.order(1, 1, 0), 1, confirmed + 500)))
                .isEqualTo(PushOutcome.PROVEN);
        assertThat(only(ring(reopened()).select(KS, byGuti(G, 0), confirmed + 1_000)).key())
                .isEqualTo(Facts.ks(A));
    }

    @Test
    default void unprovenKeysNeverEvictProvenOnesAndAreCapped() {
        ring().push(push(IMSI, A, 1, 1));
        ring().prove(confirm(IMSI, A, G, 0, 1));
        for (int i = 1; i <= 3 * IN_ALL; i++) {
            noise(ring(), i, i % 50, T0);
        }
        assertThat(only(ring().select(KS, byRand(A), T0)).state())
                .isEqualTo(Candidate.State.CURRENT);
        int waiting = 0;
        for (int i = 1; i <= 3 * IN_ALL; i++) {
            Selection answer = ring().select(KS, byRand(rand(1_000 + i, 0)), T0);
            waiting += answer instanceof Selection.NotYet ? 1 : 0;
        }
        assertThat(waiting).isEqualTo(IN_ALL);
    }

    @Test
    default void notYetEndsWhenTheAttachCanNoLongerBeUnderWay() {
        ring().push(push(IMSI, A, 1, 1));
        assertNotYet(ring().select(KS, byRand(A), T0 + UNDER_WAY_MS - 1));
        assertUnknown(ring().select(KS, byRand(A), T0 + UNDER_WAY_MS));
        long late = T0 + KeyRingLimits.STANDARD.pendingMs() - 1;
        assertThat(ring().prove(confirmAt(IMSI, A, G, 0, 1, late))).isEqualTo(ProofOutcome.PROVEN);
        assertThat(only(ring().select(KS, byRand(A), late)).rand()).isEqualTo(A);
    }

    @Test
    default void notYetOfAConfirmationWithoutKeyEndsAlsoWhenItIsRepeated() {
        ring().prove(confirmAt(IMSI, A, G, 2, 1, T0));
        ring().prove(confirmAt(IMSI, A, G, 2, 1, T0 + UNDER_WAY_MS - 1));
        assertNotYet(ring().select(KS, byGuti(G, 2), T0 + UNDER_WAY_MS - 1));
        assertUnknown(ring().select(KS, byGuti(G, 2), T0 + UNDER_WAY_MS));
        assertUnknown(ring().select(KS, byRand(A), T0 + UNDER_WAY_MS));
    }

    /// Or whoever attaches elsewhere would keep a device waiting whose key is gone.
    @Test
    default void aPendingKeyOfAnotherMmeMakesNobodyWaitForAGuti() {
        ring().push(push(IMSI, A, 1, 1));
        ring().prove(confirm(IMSI, A, G, 0, 1));
        noise(ring(), 1, 2, T0 + 2_000);
        assertUnknown(ring().select(KS, byGuti(G, 1), T0 + 2_000));
        noise(ring(), 2, 1, T0 + 2_000);
        assertNotYet(ring().select(KS, byGuti(G, 1), T0 + 2_000));
        assertUnknown(ring().select(KS, byGuti(G, 1), T0 + 2_000 + UNDER_WAY_MS));
    }

    @Test
    default void confirmationsWithoutKeyOfOneMmeEvictNoneOfAnother() {
        ring().prove(confirmAt(IMSI, A, G, 0, 1, T0));
        for (int i = 1; i <= 2 * PER_MME; i++) {
            ring().prove(confirmAt(IMSI, rand(i, 3), guti(2, i), 0, 1_000 + i, T0));
        }
        assertThat(ring().push(push(IMSI, A, 1, 1))).isEqualTo(PushOutcome.PROVEN);
    }

    /// An MME may confirm what it likes about whomever, with the RAND of a device that attached there.
    @Test
    default void confirmationsAboutOthersDoNotHideAKeyOfTheSameRandId() {
        Imsi victim = imsi(900);
        for (int i = 1; i <= 40; i++) {
            ring().prove(confirm(imsi(i), rand(0xa, i), guti(1, i), 0, i));
        }
        ring().push(push(victim, A, 1, 1));
        ring().prove(confirm(victim, A, guti(1, 900), 0, 50));
        for (int i = 41; i <= 80; i++) {
            ring().prove(confirm(imsi(i), rand(0xa, i), guti(1, i), 0, 50 + i));
        }
        assertThat(only(ring(reopened()).select(KS, byRand(A), T0 + 60_000)).imsi())
                .isEqualTo(victim);
    }
}
