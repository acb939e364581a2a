package dev.bestow.keystore.contract;

import static dev.bestow.keys.KeyKind.KS;
import static dev.bestow.keystore.contract.Answers.assertUnknown;
import static dev.bestow.keystore.contract.Answers.byRand;
import static dev.bestow.keystore.contract.Answers.only;
import static dev.bestow.keystore.contract.Facts.T0;
import static dev.bestow.keystore.contract.Facts.confirmAt;
import static dev.bestow.keystore.contract.Facts.guti;
import static dev.bestow.keystore.contract.Facts.imsi;
import static dev.bestow.keystore.contract.Facts.push;
import static dev.bestow.keystore.contract.Facts.rand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.NodeStore;

import org.junit.jupiter.api.Test;

/// What every engine owes the order of a subscriber's keys.
public interface KeySuccessionContract {
    Imsi IMSI = imsi(1);
    Rand A = rand(0xa, 1);
    Rand B = rand(0xb, 2);
    Guti G = guti(1, 100);
    long GRACE_MS = KeyRingLimits.STANDARD.graceMs();

    NodeStore store();

    private KeyRing ring() {
        return store().keyRing(KeyRingLimits.STANDARD, new TestWrap());
    }

    /// HSS instance 1 was restarted, and numbers two minutes ahead of instance 0 since.
    @Test
    default void amongTheKeysOfOneMmeItsSerialDecidesAndNotWhichHssNumberedThem() {
        ring().push(push(IMSI, A, Facts.order(1, 120, 1), 1, T0));
        ring().prove(confirmAt(IMSI, A, G, 0, 1, T0));
        ring().push(push(IMSI, B, Facts.order(1, 10, 0), 1, T0 + 9_000));
        ring().prove(confirmAt(IMSI, B, G, 1, 2, T0 + 10_000));
        long graceEnds = T0 + 10_000 + GRACE_MS;
        assertThat(only(ring().select(KS, byRand(A), graceEnds - 1)).state())
                .isEqualTo(Candidate.State.PREVIOUS);
        assertUnknown(ring().select(KS, byRand(A), graceEnds));
        assertThat(only(ring().select(KS, byRand(B), graceEnds)).state())
                .isEqualTo(Candidate.State.CURRENT);
        ring().sweep(graceEnds);
        assertThat(only(ring().select(KS, byRand(B), graceEnds)).state())
                .isEqualTo(Candidate.State.CURRENT);
    }

    @Test
    default void anMmeThatWasRestartedHasLaterConfirmationsWhateverTheirSerials() {
        ring().push(push(IMSI, A, 1, 2));
        ring().push(push(IMSI, B, 1, 1));
        ring().prove(confirmAt(IMSI, A, G, 0, 900, T0));
        ring().prove(new Confirmation(IMSI, B, G, new Eksi(1), G.mmeFqdn(), 2, 1, T0 + 1_000));
        assertThat(only(ring().select(KS, byRand(B), T0 + 2_000)).state())
                .isEqualTo(Candidate.State.CURRENT);
        assertThat(only(ring().select(KS, byRand(A), T0 + 2_000)).state())
                .isEqualTo(Candidate.State.PREVIOUS);
    }

    @Test
    default void betweenTwoMmesTheKeyConfirmedLaterIsCurrent() {
        Guti second = guti(2, 100);
        ring().push(push(IMSI, A, Facts.order(1, 120, 1), 1, T0));
        ring().prove(confirmAt(IMSI, A, G, 0, 1, T0));
        ring().push(push(IMSI, B, Facts.order(1, 10, 0), 2, T0));
        ring().prove(confirmAt(IMSI, B, second, 0, 1, T0 + 1_000));
        assertThat(only(ring().select(KS, byRand(B), T0 + GRACE_MS + 1_000)).state())
                .isEqualTo(Candidate.State.CURRENT);
        assertUnknown(ring().select(KS, byRand(A), T0 + GRACE_MS + 1_000));
    }

    /// The first MME's word about A was under way for so long that it came after that of the second MME.
    @Test
    default void aConfirmationThatWasLongUnderWayMakesNoKeyNewerThanTheNextOneOfItsMme() {
        Rand c = rand(0xc, 3);
        ring().push(push(IMSI, A, 1, 1));
        ring().push(push(IMSI, B, 1, 2));
        ring().push(push(IMSI, c, Facts.order(1, 3, 0), 2, T0));
        ring().prove(confirmAt(IMSI, B, G, 1, 2, T0 + 1_000));
        ring().prove(confirmAt(IMSI, c, guti(2, 7), 0, 1, T0 + 2_000));
        ring().prove(confirmAt(IMSI, A, G, 0, 1, T0 + 3_000));
        assertThat(only(ring().select(KS, byRand(c), T0 + 4_000)).state())
                .isEqualTo(Candidate.State.CURRENT);
        assertThat(only(ring().select(KS, byRand(A), T0 + 4_000)).state())
                .isEqualTo(Candidate.State.PREVIOUS);
    }
}
