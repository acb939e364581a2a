package dev.bestow.mme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.wire.nas.AuthenticationFailure;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.AuthenticationResponse;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.GutiReallocationComplete;
import dev.bestow.wire.nas.NetworkDetachRequest;
import dev.bestow.wire.nas.SecurityHeaderType;
import dev.bestow.wire.nas.SecurityModeReject;
import dev.bestow.wire.nas.UplinkEmm;
import dev.bestow.wire.s6a.CancelLocationRequest;
import dev.bestow.wire.s6a.CancellationType;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyConfirm;
import dev.bestow.wire.t6a.KeyRequest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;
import java.util.Random;

/// A UE that is registered gets another key set, and whatever goes wrong keeps the one it has. No test leaves a
/// secret behind.
class ReauthenticationTest {
    private static final long SEED = 543_001;
    private static final long RETRANSMIT_MS = MmeConfig.Limits.DEFAULT.retransmitMs();

    /// From 0 to 6.
    private static final int EKSIS = 7;

    private static final Octets WRONG = Octets.copyOf(new byte[8]);

    private Radio radio = new Radio("11", MmeConfig.Limits.DEFAULT, new Random(SEED));
    private long before;

    @BeforeEach
    void count() {
        before = Secret.live();
    }

    @AfterEach
    void nothingIsLeft() {
        for (int i = 0; i < 5; i++) {
            radio.time.pass(RETRANSMIT_MS);
        }
        radio.time.pass(1_000 * StartedMme.LIFETIME_SECONDS);
        radio.mme.sweep();
        assertThat(radio.mme.ueContexts()).isZero();
        assertThat(radio.mme.unforeseenFailures()).isZero();
        assertThat(Secret.live() - before).as("secrets left, seed %s", SEED).isZero();
    }

    private Radio.Ue attached() {
        Radio.Ue ue = radio.ue(1);
        ue.attach();
        return ue;
    }

    private void begin(Radio.Ue ue) {
        assertThat(radio.mme.reauthenticate(ue.imsi)).isTrue();
    }

    private static Guti guti(Radio.Ue ue) {
        return Objects.requireNonNull(ue.guti);
    }

    private static void say(Radio.Ue ue, UplinkEmm message) {
        ue.sendSecured(message, SecurityHeaderType.CIPHERED);
    }

    private KeyAnswer key(Guti guti, int eksi) {
        return radio.mme.onKeyRequest(
                new KeyRequest(guti, new Eksi(eksi), null, StartedMme.AS, KeyRoot.CK_IK, false));
    }

    private void assertKey(Guti guti, int eksi) {
        try (KeyAnswer answer = key(guti, eksi)) {
            assertThat(answer).isInstanceOf(KeyAnswer.Key.class);
        }
    }

    /// Registered, under the keys of before, and open for another try.
    private void assertKeepsItsKeys(Radio.Ue ue) {
        assertKey(guti(ue), 0);
        assertThat(key(guti(ue), 1)).isEqualTo(new KeyAnswer.UnknownName());
        assertThat(radio.mme.attachedLinks()).isEqualTo(1);
        begin(ue);
        ue.rekey();
        assertKey(guti(ue), 1);
    }

    @Test
    void aRegisteredUeGetsAnotherKeySetUnderTheKeysInUse() {
        try (Radio.Ue ue = attached()) {
            begin(ue);
            Guti renamed = ue.rekey().guti();
            say(ue, new GutiReallocationComplete());
            assertThat(renamed).isNotEqualTo(ue.guti);
            assertKey(renamed, 1);
            assertKey(guti(ue), 1);
            assertKey(guti(ue), 0);
            radio.time.pass(StartedMme.GRACE_MS);
            assertKey(renamed, 1);
            assertThat(key(guti(ue), 0)).isEqualTo(new KeyAnswer.UnknownName());
            assertThat(radio.hss.confirmed).as("solution 11 confirms nothing").isEmpty();
            ue.detach();
            assertThat(radio.mme.attachedLinks()).isZero();
        }
    }

    @Test
    void thatOverAndOver() {
        try (Radio.Ue ue = attached()) {
            for (int i = 1; i <= 20; i++) {
                begin(ue);
                Guti renamed = ue.rekey().guti();
                say(ue, new GutiReallocationComplete());
                assertKey(renamed, i % EKSIS);
            }
        }
    }

    /// The UE goes by the GUTI it has until the command reaches it, and the SCEF has to know both.
    @Test
    void theKeySetIsConfirmedUnderBothGutisBeforeTheUeHearsOfTheNewOne() {
        radio = new Radio("12", MmeConfig.Limits.DEFAULT, new Random(SEED));
        try (Radio.Ue ue = attached()) {
            radio.hss.confirmed.clear();
            radio.hss.confirmsLate = true;
            begin(ue);
            ue.respondUnderKeys();
            ue.commanded();
            ue.takeOffer();
            assertThat(radio.hss.confirmed)
                    .extracting(KeyConfirm::eksi)
                    .containsExactly(new Eksi(1), new Eksi(1));
            assertThat(radio.hss.confirmed.getFirst().guti()).isEqualTo(ue.guti);
            assertThat(ue.heard()).isEmpty();
            radio.time.pass(MmeConfig.Limits.DEFAULT.confirmWaitMs());
            assertThat(ue.heard())
                    .as("goes anyway")
                    .singleElement()
                    .extracting("guti")
                    .isEqualTo(radio.hss.confirmed.getLast().guti());
        }
    }

    @Test
    void aUeThatDoesNotAnswerStaysAsItIs() {
        try (Radio.Ue ue = attached()) {
            begin(ue);
            for (int i = 0; i < 5; i++) {
                radio.time.pass(RETRANSMIT_MS);
            }
            assertThat(ue.heard()).hasOnlyElementsOfType(AuthenticationRequest.class).hasSize(5);
            assertKeepsItsKeys(ue);
        }
    }

    @Test
    void aUeThatDoesNotTakeTheKeysIntoUseStaysAsItIs() {
        try (Radio.Ue ue = attached()) {
            begin(ue);
            ue.respondUnderKeys();
            for (int i = 0; i < 5; i++) {
                radio.time.pass(RETRANSMIT_MS);
            }
            ue.forgetWhatCame();
            assertKeepsItsKeys(ue);
        }
    }

    @Test
    void aCommandThatGotLostIsRepeatedUnderTheNewKeys() {
        try (Radio.Ue ue = attached()) {
            begin(ue);
            ue.respondUnderKeys();
            ue.forgetWhatCame();
            radio.time.pass(RETRANSMIT_MS);
            assertThat(ue.commanded().eksi()).isEqualTo(new Eksi(1));
            ue.takeOffer();
            assertKey(guti(ue), 1);
        }
    }

    @Test
    void aWrongResAndARefusalOfTheKeysCostTheUeNoMoreThanTheNewKey() {
        try (Radio.Ue ue = attached()) {
            begin(ue);
            ue.forgetWhatCame();
            say(ue, new AuthenticationResponse(WRONG));
            assertThat(ue.heard()).isEmpty();
            begin(ue);
            ue.respondUnderKeys();
            ue.forgetWhatCame();
            say(ue, new SecurityModeReject(EmmCause.SECURITY_CAPABILITIES_MISMATCH));
            assertThat(ue.heard()).isEmpty();
            assertKeepsItsKeys(ue);
        }
    }

    @Test
    void aCardOutOfStepGetsOneMoreChallenge() {
        try (Radio.Ue ue = attached()) {
            begin(ue);
            ue.forgetWhatCame();
            var failure =
                    new AuthenticationFailure(EmmCause.SYNCH_FAILURE, Octets.copyOf(new byte[14]));
            say(ue, failure);
            assertThat(ue.heard()).singleElement().isInstanceOf(AuthenticationRequest.class);
            say(ue, failure);
            assertThat(ue.heard()).isEmpty();
            assertKeepsItsKeys(ue);
        }
    }

    @Test
    void anHssWithoutAVectorChangesNothing() {
        try (Radio.Ue ue = attached()) {
            radio.hss.hasVectors = false;
            begin(ue);
            assertThat(ue.heard()).isEmpty();
            radio.hss.hasVectors = true;
            assertKeepsItsKeys(ue);
        }
    }

    @Test
    void whatAStrangerSaysInItIsNotHeard() {
        try (Radio.Ue ue = attached()) {
            begin(ue);
            ue.send(new AuthenticationResponse(WRONG));
            ue.send(new AuthenticationFailure(EmmCause.MAC_FAILURE, null));
            ue.send(new SecurityModeReject(EmmCause.SECURITY_MODE_REJECTED));
            ue.rekey();
            assertKey(guti(ue), 1);
        }
    }

    @Test
    void aSecondOneWaitsForNoOther() {
        try (Radio.Ue ue = attached()) {
            begin(ue);
            begin(ue);
            assertThat(ue.heard()).hasSize(1);
            radio.time.pass(RETRANSMIT_MS);
            ue.rekey();
            begin(ue);
            assertThat(ue.heard()).as("the GUTI is not acknowledged yet").isEmpty();
        }
    }

    @Test
    void anAttachInTheMiddleTakesItsPlace() {
        radio.hss.vectors = 2;
        try (Radio.Ue ue = attached()) {
            begin(ue);
            ue.attach();
            assertKey(guti(ue), 1);
            begin(ue);
            ue.respondUnderKeys();
            ue.attach();
            assertKey(guti(ue), 2);
            radio.hss.answersLate = true;
            begin(ue);
            ue.request();
            radio.hss.answerNow();
            ue.respond();
            ue.complete();
            assertKey(guti(ue), 3);
        }
    }

    @Test
    void aDetachInTheMiddleEndsIt() {
        try (Radio.Ue ue = attached()) {
            begin(ue);
            ue.respondUnderKeys();
            ue.detach();
            assertThat(radio.mme.attachedLinks()).isZero();
            assertThat(radio.mme.reauthenticate(ue.imsi)).isFalse();
        }
    }

    @Test
    void aWithdrawalInTheMiddleDetachesTheUeUnderTheKeysInUse() {
        try (Radio.Ue ue = attached()) {
            begin(ue);
            ue.respondUnderKeys();
            ue.forgetWhatCame();
            radio.mme.onCancelLocation(
                    new CancelLocationRequest(
                            ue.imsi, CancellationType.SUBSCRIPTION_WITHDRAWAL, false));
            assertThat(ue.heard()).singleElement().isInstanceOf(NetworkDetachRequest.class);
        }
    }

    @Test
    void aGutiThatTheUeDoesNotAcknowledgeIsKeptBesideTheOneItHas() {
        try (Radio.Ue ue = attached()) {
            begin(ue);
            Guti renamed = ue.rekey().guti();
            for (int i = 0; i < 5; i++) {
                radio.time.pass(RETRANSMIT_MS);
            }
            assertThat(ue.heard()).hasSize(4);
            for (Guti either : List.of(guti(ue), renamed)) {
                assertKey(either, 1);
            }
            ue.detach();
            assertThat(radio.mme.attachedLinks()).isZero();
        }
    }

    @Test
    void nobodyIsAuthenticatedAnewWhoIsNotRegistered() {
        try (Radio.Ue ue = radio.ue(1)) {
            assertThat(radio.mme.reauthenticate(ue.imsi)).isFalse();
            ue.request();
            ue.respond();
            ue.complete();
            assertThat(radio.mme.reauthenticate(ue.imsi)).isFalse();
        }
    }
}
