package dev.bestow.keystore.contract;

import static dev.bestow.keys.KeyKind.E2M_INT_KEY;
import static dev.bestow.keys.KeyKind.E2M_KEY_SET;
import static dev.bestow.keys.KeyKind.KS;
import static dev.bestow.keystore.contract.Answers.assertNotYet;
import static dev.bestow.keystore.contract.Answers.assertUnknown;
import static dev.bestow.keystore.contract.Answers.byGuti;
import static dev.bestow.keystore.contract.Answers.byHash;
import static dev.bestow.keystore.contract.Answers.byRand;
import static dev.bestow.keystore.contract.Answers.only;
import static dev.bestow.keystore.contract.Facts.DAY_MS;
import static dev.bestow.keystore.contract.Facts.T0;
import static dev.bestow.keystore.contract.Facts.called;
import static dev.bestow.keystore.contract.Facts.confirm;
import static dev.bestow.keystore.contract.Facts.guti;
import static dev.bestow.keystore.contract.Facts.hashed;
import static dev.bestow.keystore.contract.Facts.imsi;
import static dev.bestow.keystore.contract.Facts.push;
import static dev.bestow.keystore.contract.Facts.rand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.KeyName;
import dev.bestow.core.Rand;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.Erasure;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.OwnRun;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.keystore.PushOutcome;
import dev.bestow.keystore.Selection;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// What every engine owes the kinds of keys: the ones of a subscriber share an epoch floor and nothing else.
public interface KeyKindContract {
    Imsi IMSI = imsi(1);
    Rand A = rand(0xa, 1);
    Guti G = guti(1, 100);
    int HASH = 0xb673bda0;
    List<KeyKind> UNCONFIRMED = List.of(E2M_INT_KEY, E2M_KEY_SET);
    int PER_MME = KeyRingLimits.STANDARD.pendingPerMme();
    int IN_ALL = KeyRingLimits.STANDARD.maxPending();

    NodeStore store();

    NodeStore reopened();

    private KeyRing ring() {
        return ring(store());
    }

    private static KeyRing ring(NodeStore store) {
        return store.keyRing(KeyRingLimits.STANDARD, new TestWrap());
    }

    @Test
    default void theKeysOfOneRunAndTwoKindsNeverMerge() {
        ring().push(push(IMSI, A, 1, 1));
        for (KeyKind kind : UNCONFIRMED) {
            assertThat(ring().push(push(kind, IMSI, A, 1))).isEqualTo(PushOutcome.PENDING);
        }
        ring().prove(confirm(IMSI, A, G, 0, 1));
        KeyRing after = ring(reopened());
        for (KeyKind kind : KeyKind.values()) {
            Candidate found = only(after.select(kind, byRand(A), T0 + 2_000));
            assertThat(found.kind()).isEqualTo(kind);
            assertThat(found.key()).isEqualTo(Facts.key(kind, A));
            assertThat(found.state())
                    .isEqualTo(kind == KS ? Candidate.State.CURRENT : Candidate.State.PENDING);
        }
    }

    @Test
    default void aKeyComesBackWithWhatApplicationsCallItsSubscriber() {
        Rand another = rand(0xb, 1);
        ring().push(called(push(IMSI, A, 1, 1), "meter-7", "zähler@example.org"));
        for (KeyKind kind : UNCONFIRMED) {
            ring().push(called(push(kind, IMSI, A, 1), "meter-7", "zähler@example.org"));
            ring().push(push(kind, IMSI, another, 2));
        }
        ring().prove(confirm(IMSI, A, G, 0, 1));
        KeyRing after = ring(reopened());
        for (KeyKind kind : KeyKind.values()) {
            Candidate found = only(after.select(kind, byRand(A), T0 + 2_000));
            assertThat(found.applicationIdentities())
                    .extracting(ApplicationIdentity::text)
                    .containsExactly("meter-7", "zähler@example.org");
            assertThat(found.applicationIdentities())
                    .contains(ApplicationIdentity.parse("meter-7"))
                    .doesNotContain(ApplicationIdentity.parse("meter-8"));
        }
        for (KeyKind kind : UNCONFIRMED) {
            Candidate found = only(after.select(kind, byRand(another), T0 + 2_000));
            assertThat(found.applicationIdentities()).isEmpty();
        }
    }

    /// A push that comes again is the same fact, and brings nothing new.
    @Test
    default void aPushThatComesAgainLeavesTheIdentities() {
        ring().push(called(push(E2M_INT_KEY, IMSI, A, 1), "meter-7"));
        ring().push(called(push(E2M_INT_KEY, IMSI, A, 1), "meter-7"));
        Candidate found = only(ring(reopened()).select(E2M_INT_KEY, byRand(A), T0));
        assertThat(found.applicationIdentities())
                .containsExactly(ApplicationIdentity.parse("meter-7"));
    }

    @Test
    default void aKeyAnswersToItsShortHashAsToItsRandId() {
        ring().push(hashed(push(E2M_INT_KEY, IMSI, A, 1), HASH));
        ring().push(push(E2M_INT_KEY, IMSI, rand(0xb, 1), 2));
        KeyRing after = ring(reopened());
        for (KeyName name : List.of(byRand(A), byHash(HASH))) {
            Candidate found = only(after.select(E2M_INT_KEY, name, T0));
            assertThat(found.rand()).isEqualTo(A);
            assertThat(found.state()).isEqualTo(Candidate.State.PENDING);
        }
        assertUnknown(after.select(KS, byHash(HASH), T0));
        assertUnknown(after.select(E2M_KEY_SET, byHash(HASH), T0));
        after.prove(new OwnRun(IMSI, E2M_INT_KEY, A, T0));
        assertThat(only(after.select(E2M_INT_KEY, byHash(HASH), T0)).state())
                .isEqualTo(Candidate.State.CURRENT);
        after.erase(new Erasure(IMSI, 2, T0 + DAY_MS));
        assertUnknown(after.select(E2M_INT_KEY, byHash(HASH), T0));
    }

    /// Two subscribers' hashes are equal, and a third one's RAND id.
    @Test
    default void allKeysOfAShortHashAreCandidates() {
        ring().push(hashed(push(E2M_INT_KEY, IMSI, A, 1), HASH));
        ring().push(hashed(push(E2M_INT_KEY, imsi(2), rand(0xb, 2), 1), HASH));
        ring().push(push(E2M_INT_KEY, imsi(3), rand(HASH, 3), 1));
        assertThat(ring(reopened()).select(E2M_INT_KEY, byHash(HASH), T0))
                .isInstanceOfSatisfying(
                        Selection.Found.class,
                        found ->
                                assertThat(found.candidates())
                                        .extracting(Candidate::imsi)
                                        .containsExactlyInAnyOrder(IMSI, imsi(2), imsi(3)));
    }

    /// Of two key servers with one store, one is configured to know keys by hash already.
    @Test
    default void aPushWithAShortHashCountsWhicheverComesFirst() {
        Rand other = rand(0xb, 1);
        ring().push(hashed(push(E2M_INT_KEY, IMSI, A, 1), HASH));
        ring().push(push(E2M_INT_KEY, IMSI, A, 1));
        ring().push(push(E2M_INT_KEY, IMSI, other, 2));
        ring().push(hashed(push(E2M_INT_KEY, IMSI, other, 2), ~HASH));
        KeyRing after = ring(reopened());
        assertThat(only(after.select(E2M_INT_KEY, byHash(HASH), T0)).rand()).isEqualTo(A);
        assertThat(only(after.select(E2M_INT_KEY, byHash(~HASH), T0)).rand()).isEqualTo(other);
    }

    @Test
    default void whoAsksForOneKindNeverSeesAnother() {
        ring().push(push(E2M_INT_KEY, IMSI, A, 1));
        ring().prove(new OwnRun(IMSI, E2M_INT_KEY, A, T0));
        assertUnknown(ring().select(KS, byRand(A), T0));
        assertUnknown(ring().select(E2M_KEY_SET, byRand(A), T0));
        ring().prove(confirm(IMSI, A, G, 0, 1));
        assertUnknown(ring().select(E2M_INT_KEY, byGuti(G, 0), T0 + 1_000));
        assertNotYet(ring().select(KS, byRand(A), T0 + 1_000));
    }

    @Test
    default void aProofOfOneKindProvesNoOther() {
        for (KeyKind kind : UNCONFIRMED) {
            ring().push(push(kind, IMSI, A, 1));
        }
        assertThat(ring().prove(new OwnRun(IMSI, E2M_INT_KEY, A, T0)))
                .isEqualTo(ProofOutcome.PROVEN);
        assertThat(only(ring().select(E2M_INT_KEY, byRand(A), T0)).state())
                .isEqualTo(Candidate.State.CURRENT);
        assertThat(only(ring().select(E2M_KEY_SET, byRand(A), T0)).state())
                .isEqualTo(Candidate.State.PENDING);
    }

    /// The octets of a kind do not open as another's: the kind is part of what they are bound to.
    @Test
    default void eachKindIsWrappedForItself() {
        List<String> identities = new ArrayList<>();
        KeyWrap noting = new NotedIdentities(new TestWrap(), identities);
        KeyRing ring = store().keyRing(KeyRingLimits.STANDARD, noting);
        ring.push(push(IMSI, A, 1, 1));
        UNCONFIRMED.forEach(kind -> ring.push(push(kind, IMSI, A, 1)));
        String run = IMSI.digits() + ":" + A;
        assertThat(identities).containsExactly("Ks:" + run, "E2mIntKey:" + run, "E2mKeySet:" + run);
    }

    @Test
    default void aFloodOfPendingKeysOfOneKindLeavesTheOthersTheirRoom() {
        ring().push(push(IMSI, A, 1, 1));
        ring().push(push(E2M_KEY_SET, IMSI, A, 1));
        for (int i = 1; i <= 2 * IN_ALL; i++) {
            Rand noise = rand(1_000 + i, 9);
            assertThat(ring().push(push(E2M_INT_KEY, IMSI, noise, 10 + i)))
                    .isEqualTo(i <= PER_MME ? PushOutcome.PENDING : PushOutcome.TOO_MANY);
        }
        assertThat(ring().push(push(IMSI, rand(0xb, 2), 1, 2))).isEqualTo(PushOutcome.PENDING);
        assertThat(ring().prove(confirm(IMSI, A, G, 0, 1))).isEqualTo(ProofOutcome.PROVEN);
        assertThat(only(ring().select(E2M_KEY_SET, byRand(A), T0)).key())
                .isEqualTo(Facts.key(E2M_KEY_SET, A));
    }

    @Test
    default void provenKeysOfOneKindDisplaceNoneOfAnother() {
        ring().push(push(IMSI, A, 1, 1));
        ring().prove(confirm(IMSI, A, G, 0, 1));
        for (int i = 1; i <= 2 * KeyRingLimits.STANDARD.provenPerSource(); i++) {
            Rand next = rand(100 + i, 9);
            ring().push(push(E2M_INT_KEY, IMSI, next, 10 + i));
            ring().prove(new OwnRun(IMSI, E2M_INT_KEY, next, T0 + i));
        }
        assertThat(only(ring().select(KS, byRand(A), T0 + 2_000)).state())
                .isEqualTo(Candidate.State.CURRENT);
    }

    @Test
    default void anErasureEndsAllKinds() {
        ring().push(push(IMSI, A, 1, 1));
        ring().prove(confirm(IMSI, A, G, 0, 1));
        UNCONFIRMED.forEach(kind -> ring().push(push(kind, IMSI, A, 1)));
        ring().erase(new Erasure(IMSI, 2, T0 + 2 * DAY_MS));
        KeyRing after = ring(reopened());
        for (KeyKind kind : KeyKind.values()) {
            assertUnknown(after.select(kind, byRand(A), T0));
        }
        assertThat(after.push(push(E2M_INT_KEY, IMSI, A, 1))).isEqualTo(PushOutcome.OUTDATED);
        assertThat(after.sweep(T0 + DAY_MS)).isZero();
    }

    @Test
    default void aPushOfALaterEpochWithdrawsTheEpochBeforeOfAllKinds() {
        ring().push(push(E2M_INT_KEY, IMSI, A, 1));
        ring().push(push(IMSI, rand(0xb, 2), 2, 1));
        assertUnknown(ring().select(E2M_INT_KEY, byRand(A), T0));
    }

    @Test
    default void aFloodOfShortNamesOfOneKindHidesNoKeyOfAnother() {
        Imsi victim = imsi(900);
        ring().push(push(E2M_INT_KEY, victim, A, 1));
        for (int i = 1; i <= 80; i++) {
            ring().push(push(imsi(i), rand(0xa, i), 1, 1));
        }
        Selection answer = ring().select(E2M_INT_KEY, byRand(A), T0);
        assertThat(only(answer).imsi()).isEqualTo(victim);
    }
}
