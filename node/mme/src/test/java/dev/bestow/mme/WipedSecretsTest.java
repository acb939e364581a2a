package dev.bestow.mme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.wire.nas.AuthenticationFailure;
import dev.bestow.wire.nas.AuthenticationResponse;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.SecurityModeReject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Random;

/// Whatever becomes of an attach: when its subscriber is gone, every key the MME had of it is wiped.
@ParameterizedClass
@ValueSource(strings = {"11", "11-kasme", "12"})
class WipedSecretsTest {
    private static final long SEED = Long.getLong("bestow.seed", 33_401);
    private static final int CAP = 4;
    private static final Duration RETRANSMISSION =
            Duration.ofMillis(MmeConfig.Limits.DEFAULT.retransmitMs());

    private final Radio radio;
    private long before;

    WipedSecretsTest(String solution) {
        radio = new Radio(solution, MmeConfig.Limits.DEFAULT.withCaps(CAP, CAP), new Random(SEED));
    }

    @BeforeEach
    void count() {
        before = Secret.live();
    }

    @AfterEach
    void nothingIsLeft() {
        for (int i = 0; i < 5; i++) {
            pass(RETRANSMISSION);
        }
        assertThat(radio.mme.unprovenLinks()).isZero();
        pass(Duration.ofSeconds(StartedMme.LIFETIME_SECONDS));
        radio.mme.sweep();
        assertThat(radio.mme.ueContexts()).isZero();
        assertThat(radio.mme.attachedLinks()).isZero();
        assertThat(Secret.live() - before).as("secrets left, seed %s", SEED).isZero();
    }

    private void pass(Duration time) {
        radio.time.pass(time.toMillis());
    }

    @Test
    void attachedAndDetached() {
        try (Radio.Ue ue = radio.ue(1)) {
            ue.attach();
            assertThat(radio.mme.ueContexts()).isEqualTo(1);
            assertThat(radio.mme.attachedLinks()).isEqualTo(1);
            ue.detach();
            assertThat(radio.mme.attachedLinks()).isZero();
            assertThat(radio.mme.ueContexts()).isEqualTo(1);
        }
    }

    @Test
    void attachedAgainAndAgain() {
        try (Radio.Ue ue = radio.ue(1)) {
            for (int i = 0; i < 20; i++) {
                ue.attach();
            }
        }
        assertThat(radio.mme.ueContexts()).isEqualTo(1);
    }

    @Test
    void attachedOverAnotherLinkOnly() {
        try (Radio.Ue ue = radio.ue(1);
                Radio.Ue moved = radio.new Ue(1, 2)) {
            ue.attach();
            moved.attach();
            assertThat(radio.mme.attachedLinks()).isEqualTo(1);
            ue.detach();
            assertThat(radio.mme.attachedLinks()).isEqualTo(1);
            moved.detach();
            assertThat(radio.mme.attachedLinks()).isZero();
        }
    }

    @Test
    void answeredWrong() {
        try (Radio.Ue ue = radio.ue(1)) {
            ue.request();
            ue.send(new AuthenticationResponse(Octets.copyOf(new byte[8])));
            assertThat(radio.mme.unprovenLinks()).isZero();
            assertThat(radio.mme.ueContexts()).isZero();
        }
    }

    @Test
    void outOfStepTwice() {
        try (Radio.Ue ue = radio.ue(1)) {
            ue.request();
            for (int i = 0; i < 2; i++) {
                ue.send(
                        new AuthenticationFailure(
                                EmmCause.SYNCH_FAILURE, Octets.copyOf(new byte[14])));
            }
            assertThat(radio.mme.unprovenLinks()).isZero();
        }
    }

    @Test
    void securityModeRejected() {
        try (Radio.Ue ue = radio.ue(1)) {
            ue.request();
            ue.respond();
            ue.send(new SecurityModeReject(EmmCause.SECURITY_CAPABILITIES_MISMATCH));
            assertThat(radio.mme.unprovenLinks()).isZero();
        }
    }

    @Test
    void silentAfterEachStep() {
        try (Radio.Ue first = radio.ue(1);
                Radio.Ue second = radio.ue(2);
                Radio.Ue third = radio.ue(3)) {
            first.request();
            second.request();
            second.respond();
            third.request();
            third.respond();
            third.complete();
        }
    }

    @Test
    void begunAnewInTheMiddle() {
        try (Radio.Ue ue = radio.ue(1)) {
            ue.request();
            ue.request();
            ue.respond();
            ue.attach();
            ue.request();
        }
    }

    @Test
    void answeredTooLateByTheHss() {
        radio.hss.vectors = 3;
        radio.hss.answersLate = true;
        try (Radio.Ue ue = radio.ue(1)) {
            ue.request();
            ue.request();
            radio.hss.answerNow();
        }
    }

    @Test
    void withoutASubscription() {
        radio.hss.subscribes = false;
        try (Radio.Ue ue = radio.ue(1)) {
            ue.request();
            ue.respond();
            ue.complete();
        }
        assertThat(radio.mme.attachedLinks()).isZero();
    }

    @Test
    void moreThanThereIsRoomFor() {
        for (int i = 1; i <= 3 * CAP; i++) {
            try (Radio.Ue ue = radio.ue(i);
                    Radio.Ue stranger = radio.ue(100 + i)) {
                stranger.request();
                ue.attach();
            }
        }
        // The device was unproven itself before it was accepted.
        assertThat(radio.mme.unprovenLinks()).isEqualTo(CAP - 1);
        assertThat(radio.mme.ueContexts()).isEqualTo(CAP);
        assertThat(radio.mme.attachedLinks()).isEqualTo(CAP);
    }

    /// Two first attaches of one subscriber: both runs have the same eKSI, and the names of the first end.
    @Test
    void twoFirstAttachesAtOnce() {
        try (Radio.Ue ue = radio.ue(1);
                Radio.Ue other = radio.new Ue(1, 2)) {
            ue.request();
            ue.respond();
            other.request();
            other.respond();
            ue.complete();
            other.complete();
        }
        assertThat(radio.mme.ueContexts()).isEqualTo(1);
        assertThat(radio.mme.attachedLinks()).isEqualTo(1);
    }
}
