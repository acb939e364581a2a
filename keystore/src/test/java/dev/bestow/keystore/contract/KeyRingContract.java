package dev.bestow.keystore.contract;

import static dev.bestow.keys.KeyKind.KS;
import static dev.bestow.keystore.contract.Answers.assertNotYet;
import static dev.bestow.keystore.contract.Answers.assertUnknown;
import static dev.bestow.keystore.contract.Answers.byGuti;
import static dev.bestow.keystore.contract.Answers.byRand;
import static dev.bestow.keystore.contract.Answers.only;
import static dev.bestow.keystore.contract.Facts.DAY_MS;
import static dev.bestow.keystore.contract.Facts.T0;
import static dev.bestow.keystore.contract.Facts.confirm;
import static dev.bestow.keystore.contract.Facts.confirmAt;
import static dev.bestow.keystore.contract.Facts.guti;
import static dev.bestow.keystore.contract.Facts.imsi;
import static dev.bestow.keystore.contract.Facts.push;
import static dev.bestow.keystore.contract.Facts.rand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.Erasure;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.keystore.PushOutcome;
import dev.bestow.keystore.Selection;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

public interface KeyRingContract {
    Imsi IMSI = imsi(1);
    Rand A = rand(0xa, 1);
    Rand B = rand(0xb, 2);
    Guti G = guti(1, 100);
    long GRACE_MS = KeyRingLimits.STANDARD.graceMs();

    NodeStore store();

    NodeStore reopened();

    private KeyRing ring() {
        return ring(store());
    }

    private static KeyRing ring(NodeStore store) {
        return store.keyRing(KeyRingLimits.STANDARD, new TestWrap());
    }

    @Test
    default void aConfirmedKeyIsFoundByBothItsNamesWithEveryField() {
        assertThat(ring().push(push(IMSI, A, 1, 1))).isEqualTo(PushOutcome.PENDING);
        assertThat(ring().prove(confirm(IMSI, A, G, 2, 1))).isEqualTo(ProofOutcome.PROVEN);
        for (KeyName name : List.of(byRand(A), byGuti(G, 2))) {
            Candidate found = only(ring(reopened()).select(KS, name, T0 + 5_000));
            assertThat(found.key()).isEqualTo(Facts.ks(A));
            assertThat(found.imsi()).isEqualTo(IMSI);
            assertThat(found.externalIdentifier()).isEqualTo("d0000000001@example.org");
            assertThat(found.rand()).isEqualTo(A);
            assertThat(found.guti()).isEqualTo(byGuti(G, 2));
            assertThat(found.expiry()).isEqualTo(Instant.ofEpochMilli(T0 + DAY_MS));
            assertThat(found.allowedAs()).contains(Facts.AS);
            assertThat(found.confidentialityAllowed()).isTrue();
            assertThat(found.state()).isEqualTo(Candidate.State.CURRENT);
        }
    }

    @Test
    default void aConfirmationMayComeBeforeItsPush() {
        assertThat(ring().prove(confirm(IMSI, A, G, 2, 1))).isEqualTo(ProofOutcome.UNMATCHED);
        assertNotYet(ring().select(KS, byRand(A), T0 + 1_000));
        assertNotYet(ring().select(KS, byGuti(G, 2), T0 + 1_000));
        assertThat(ring().push(push(IMSI, A, 1, 1))).isEqualTo(PushOutcome.PROVEN);
        assertThat(only(ring().select(KS, byGuti(G, 2), T0 + 1_000)).key()).isEqualTo(Facts.ks(A));
    }

    @Test
    default void aPendingKeyDoesNotLeaveTheStore() {
        ring().push(push(IMSI, A, 1, 1));
        assertNotYet(ring().select(KS, byRand(A), T0));
        assertUnknown(ring().select(KS, byGuti(G, 2), T0));
    }

    @Test
    default void anUnknownNameIsUnknown() {
        assertUnknown(ring().select(KS, byRand(A), T0));
        assertUnknown(ring().select(KS, byGuti(G, 0), T0));
    }

    @Test
    default void anotherMmeCannotConfirm() {
        ring().push(push(IMSI, A, 1, 1));
        Guti foreign = guti(2, 100);
        assertThat(ring().prove(confirm(IMSI, A, foreign, 0, 9)))
                .isEqualTo(ProofOutcome.FOREIGN_KEY);
        Confirmation lie = new Confirmation(IMSI, A, G, new Eksi(0), foreign.mmeFqdn(), 1, 9, T0);
        assertThat(ring().prove(lie)).isEqualTo(ProofOutcome.FOREIGN_GUTI);
        assertNotYet(ring().select(KS, byRand(A), T0));
        assertThat(ring().prove(confirm(IMSI, A, G, 0, 1))).isEqualTo(ProofOutcome.PROVEN);
    }

    @Test
    default void anotherMmesUnmatchedConfirmationDoesNotProveThePushThatFollows() {
        assertThat(ring().prove(confirm(IMSI, A, guti(2, 100), 0, 9)))
                .isEqualTo(ProofOutcome.UNMATCHED);
        assertThat(ring().push(push(IMSI, A, 1, 1))).isEqualTo(PushOutcome.PENDING);
        assertUnknown(
                ring().select(
                                KS,
                                byGuti(guti(2, 100), 1),
                                T0 + KeyRingLimits.STANDARD.pendingMs()));
    }

    @Test
    default void theKeyBeforeAnswersToItsNameForTheGraceTime() {
        ring().push(push(IMSI, A, 1, 1));
        ring().prove(confirmAt(IMSI, A, G, 0, 1, T0));
        ring().push(push(IMSI, B, 1, 2));
        assertNotYet(ring().select(KS, byGuti(G, 1), T0));
        long switched = T0 + 60_000;
        ring().prove(confirmAt(IMSI, B, G, 1, 2, switched));
        assertThat(only(ring().select(KS, byGuti(G, 1), switched)).rand()).isEqualTo(B);
        Candidate previous = only(ring().select(KS, byGuti(G, 0), switched + GRACE_MS - 1));
        assertThat(previous.rand()).isEqualTo(A);
        assertThat(previous.state()).isEqualTo(Candidate.State.PREVIOUS);
        assertUnknown(ring().select(KS, byGuti(G, 0), switched + GRACE_MS));
        assertUnknown(ring().select(KS, byRand(A), switched + GRACE_MS));
        assertThat(only(ring().select(KS, byRand(B), switched + GRACE_MS)).state())
                .isEqualTo(Candidate.State.CURRENT);
    }

    @Test
    default void aLateConfirmationOfTheKeyBeforeDoesNotMakeItCurrent() {
        ring().push(push(IMSI, A, 1, 1));
        ring().push(push(IMSI, B, 1, 2));
        ring().prove(confirmAt(IMSI, B, G, 1, 2, T0));
        ring().prove(confirmAt(IMSI, A, G, 0, 1, T0 + 1_000));
        assertThat(only(ring().select(KS, byRand(A), T0 + 2_000)).state())
                .isEqualTo(Candidate.State.PREVIOUS);
        assertThat(only(ring().select(KS, byRand(B), T0 + 2_000)).state())
                .isEqualTo(Candidate.State.CURRENT);
    }

    @Test
    default void repeatingAConfirmationDoesNotProlongTheGraceTime() {
        ring().push(push(IMSI, A, 1, 1));
        ring().prove(confirmAt(IMSI, A, G, 0, 1, T0));
        ring().push(push(IMSI, B, 1, 2));
        for (int i = 0; i < 2 * KeyRingLimits.MAX_GUTIS; i++) {
            ring().prove(confirmAt(IMSI, B, guti(1, 200 + i), 1, 2 + i, T0 + 60_000L * i));
        }
        assertUnknown(ring().select(KS, byRand(A), T0 + GRACE_MS));
    }

    @Test
    default void aReallocatedGutiBelongsToItsNewOwnerAndALateConfirmationStealsNothing() {
        Imsi other = imsi(2);
        ring().push(push(IMSI, A, 1, 1));
        ring().push(push(other, B, 1, 1));
        ring().prove(confirm(other, B, G, 0, 20));
        assertThat(ring().prove(confirm(IMSI, A, G, 0, 10))).isEqualTo(ProofOutcome.PROVEN);
        assertThat(only(ring().select(KS, byGuti(G, 0), T0)).imsi()).isEqualTo(other);
        assertThat(only(ring().select(KS, byRand(A), T0)).imsi()).isEqualTo(IMSI);
        Confirmation afterRestart =
                new Confirmation(IMSI, A, G, new Eksi(0), G.mmeFqdn(), 2, 1, T0);
        ring().prove(afterRestart);
        assertThat(only(ring().select(KS, byGuti(G, 0), T0)).imsi()).isEqualTo(IMSI);
    }

    @Test
    default void fourProvenKeysAreKeptAndAnOlderOneIsOutdated() {
        for (int i = 1; i <= 5; i++) {
            ring().push(push(IMSI, rand(i, 0), 1, i));
            ring().prove(confirm(IMSI, rand(i, 0), G, i, i));
        }
        assertUnknown(ring().select(KS, byRand(rand(1, 0)), T0));
        for (int i = 2; i <= 5; i++) {
            assertThat(only(ring().select(KS, byRand(rand(i, 0)), T0)).rand())
                    .isEqualTo(rand(i, 0));
        }
        assertThat(ring().push(push(IMSI, rand(1, 0), 1, 1))).isEqualTo(PushOutcome.OUTDATED);
    }

    @Test
    default void anErasedKeyAnswersToNoNameAndNoLatePushBringsItBack() {
        ring().push(push(IMSI, A, 1, 1));
        ring().prove(confirm(IMSI, A, G, 0, 1));
        ring().erase(new Erasure(IMSI, 2, T0 + 2 * DAY_MS));
        assertUnknown(ring().select(KS, byRand(A), T0));
        assertUnknown(ring().select(KS, byGuti(G, 0), T0));
        KeyRing after = ring(reopened());
        assertThat(after.push(push(IMSI, A, 1, 1))).isEqualTo(PushOutcome.OUTDATED);
        after.sweep(T0 + DAY_MS);
        assertThat(after.push(push(IMSI, A, 1, 1))).isEqualTo(PushOutcome.OUTDATED);
        assertThat(after.push(push(IMSI, B, 2, 1))).isEqualTo(PushOutcome.PENDING);
    }

    @Test
    default void aPushOfALaterEpochWithdrawsTheEpochBefore() {
        ring().push(push(IMSI, A, 1, 50));
        ring().prove(confirm(IMSI, A, G, 0, 1));
        ring().push(push(IMSI, B, 2, 1));
        assertUnknown(ring().select(KS, byRand(A), T0));
    }

    @Test
    default void anExpiredKeyAnswersNoMoreAndIsSweptAway() {
        ring().push(push(IMSI, A, 1, 1));
        ring().prove(confirm(IMSI, A, G, 0, 1));
        assertThat(only(ring().select(KS, byRand(A), T0 + DAY_MS - 1)).rand()).isEqualTo(A);
        assertUnknown(ring().select(KS, byRand(A), T0 + DAY_MS));
        assertThat(ring().sweep(T0 + DAY_MS - 1)).isZero();
        assertThat(ring().sweep(T0 + DAY_MS)).isEqualTo(1);
        assertThat(ring().sweep(T0 + DAY_MS)).isZero();
    }

    @Test
    default void twoKeysOfOneRandIdAreBothCandidatesAndAtMostFour() {
        for (int i = 1; i <= 6; i++) {
            ring().push(push(imsi(i), rand(7, i), 1, 1));
            ring().prove(confirm(imsi(i), rand(7, i), guti(1, i), 0, i));
            int expected = Math.min(i, Selection.MAX_CANDIDATES);
            assertThat(ring().select(KS, byRand(rand(7, 0)), T0))
                    .isInstanceOfSatisfying(
                            Selection.Found.class,
                            found -> assertThat(found.candidates()).hasSize(expected));
        }
    }

    @Test
    default void aKeyThatDoesNotUnwrapIsUnreadableAndOthersOfItsNameAreServed() {
        ring().push(push(IMSI, A, 1, 1));
        ring().prove(confirm(IMSI, A, G, 0, 1));
        KeyWrap moved = new KeyWrapOfAnotherRow(new TestWrap());
        KeyRing other = store().keyRing(KeyRingLimits.STANDARD, moved);
        assertThat(other.select(KS, byRand(A), T0)).isEqualTo(new Selection.Unreadable());
        Rand sameId = rand(0xa, 7);
        other.push(push(imsi(2), sameId, 1, 1));
        ring().prove(confirm(imsi(2), sameId, guti(1, 7), 0, 2));
        assertThat(only(ring().select(KS, byRand(A), T0 + 3_000)).imsi()).isEqualTo(IMSI);
    }

    @Test
    default void aNewOrderOfTheSameRandWins() {
        ring().push(push(IMSI, A, Facts.order(1, 5, 0), 2, T0));
        ring().push(push(IMSI, A, Facts.order(1, 6, 0), 1, T0));
        ring().push(push(IMSI, A, Facts.order(1, 5, 0), 2, T0));
        assertThat(ring().prove(confirm(IMSI, A, G, 0, 1))).isEqualTo(ProofOutcome.PROVEN);
    }
}
