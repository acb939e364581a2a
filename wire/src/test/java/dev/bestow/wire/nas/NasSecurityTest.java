package dev.bestow.wire.nas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Eksi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.keys.Direction;
import dev.bestow.wire.nas.Unprotected.Reason;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

class NasSecurityTest {
    private static final byte[] PLAIN =
            NasCodec.encode(new AttachComplete(new ActivateDefaultEpsBearerContextAccept(5)));
    private static final SecurityHeaderType CIPHERED = SecurityHeaderType.CIPHERED;

    private final NasSecurity ue = context(true, NasAlgorithms.EEA2_EIA2, 0, 0);
    private final NasSecurity mme = context(false, NasAlgorithms.EEA2_EIA2, 0, 0);

    static NasSecurity context(
            boolean ofUe, NasAlgorithms algorithms, int nextToSend, int nextToAccept) {
        Direction sending = ofUe ? Direction.UPLINK : Direction.DOWNLINK;
        return new NasSecurity(
                sending, algorithms, NasSecurityVectors.kasme(), nextToSend, nextToAccept);
    }

    private static void assertAccepted(Unprotected result) {
        assertThat(result).isInstanceOf(Unprotected.Accepted.class);
        assertThat(((Unprotected.Accepted) result).plain()).isEqualTo(Octets.copyOf(PLAIN));
    }

    private static Unprotected refused(Reason reason) {
        return new Unprotected.Refused(reason);
    }

    @Test
    void withNullCipheringTheMessageIsReadableAndItsMacStillCounts() {
        NasSecurity sender = context(true, NasAlgorithms.EEA0_EIA2, 0, 0);
        NasSecurity receiver = context(false, NasAlgorithms.EEA0_EIA2, 0, 0);
        byte[] pdu = sender.protect(PLAIN, CIPHERED);
        assertThat(Arrays.copyOfRange(pdu, 6, pdu.length)).isEqualTo(PLAIN);
        byte[] forged = pdu.clone();
        forged[8] ^= 1;
        assertThat(receiver.unprotect(forged)).isEqualTo(refused(Reason.MAC));
        assertAccepted(receiver.unprotect(pdu));
    }

    @Test
    void everyFlippedBitIsRefusedAndLeavesTheContextAsItWas() {
        byte[] pdu = ue.protect(PLAIN, CIPHERED);
        for (int bit = 0; bit < 8 * pdu.length; bit++) {
            byte[] flipped = pdu.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Unprotected result = mme.unprotect(flipped);
            assertThat(result).as("bit %d", bit).isNotInstanceOf(Unprotected.Accepted.class);
        }
        assertAccepted(mme.unprotect(pdu));
    }

    @Test
    void oneOctetLessOrMoreIsRefused() {
        byte[] pdu = ue.protect(PLAIN, CIPHERED);
        for (int length = 1; length < pdu.length; length++) {
            Reason reason = length <= 6 ? Reason.TRUNCATED : Reason.MAC;
            assertThat(mme.unprotect(Arrays.copyOf(pdu, length))).isEqualTo(refused(reason));
        }
        assertThat(mme.unprotect(new byte[0])).isEqualTo(refused(Reason.TRUNCATED));
        assertThat(mme.unprotect(Arrays.copyOf(pdu, pdu.length + 1)))
                .isEqualTo(refused(Reason.MAC));
        assertAccepted(mme.unprotect(pdu));
    }

    @Test
    void aReplayIsRefusedAtOnceAndLater() {
        byte[] first = ue.protect(PLAIN, CIPHERED);
        byte[] second = ue.protect(PLAIN, CIPHERED);
        assertAccepted(mme.unprotect(first));
        assertThat(mme.unprotect(first)).isEqualTo(refused(Reason.REPLAYED));
        assertAccepted(mme.unprotect(second));
        assertThat(mme.unprotect(first)).isEqualTo(refused(Reason.REPLAYED));
        assertThat(mme.unprotect(second)).isEqualTo(refused(Reason.REPLAYED));
    }

    @Test
    void aMessageThatWasOvertakenIsRefused() {
        byte[] first = ue.protect(PLAIN, CIPHERED);
        byte[] second = ue.protect(PLAIN, CIPHERED);
        assertAccepted(mme.unprotect(second));
        assertThat(mme.unprotect(first)).isEqualTo(refused(Reason.REPLAYED));
    }

    @Test
    void theSequenceNumberOverflowsIntoTheCountAndLostMessagesDoNoHarm() {
        for (int i = 0; i < 1000; i++) {
            byte[] pdu = ue.protect(PLAIN, CIPHERED);
            if (i % 7 == 0 || i % 255 == 3) {
                assertAccepted(mme.unprotect(pdu));
            }
        }
    }

    @Test
    void anEchoedMessageIsNotAcceptedByItsSender() {
        byte[] pdu = ue.protect(PLAIN, CIPHERED);
        assertThat(ue.unprotect(pdu)).isEqualTo(refused(Reason.MAC));
    }

    @Test
    void noCountIsUsedTwiceAndNoneAfterTheLast() {
        NasSecurity late = context(true, NasAlgorithms.EEA2_EIA2, NasSecurity.MAX_COUNT - 1, 0);
        assertThat(late.nearWrap()).isTrue();
        byte[] pdu = late.protect(PLAIN, CIPHERED);
        byte[] last = late.protect(PLAIN, CIPHERED);
        assertThatThrownBy(() -> late.protect(PLAIN, CIPHERED))
                .isInstanceOf(NasCountExhausted.class);
        assertThatThrownBy(() -> late.serviceRequest(new Eksi(0)))
                .isInstanceOf(NasCountExhausted.class);
        NasSecurity receiver =
                context(false, NasAlgorithms.EEA2_EIA2, 0, NasSecurity.MAX_COUNT - 1);
        assertAccepted(receiver.unprotect(pdu));
        assertAccepted(receiver.unprotect(last));
        byte[] wrapped = context(true, NasAlgorithms.EEA2_EIA2, 0, 0).protect(PLAIN, CIPHERED);
        assertThat(receiver.unprotect(wrapped)).isEqualTo(refused(Reason.COUNT_EXHAUSTED));
        assertThat(ue.nearWrap()).isFalse();
    }

    @Test
    void twoMessagesAreNeverAlike() {
        Set<Octets> seen = new HashSet<>();
        for (int i = 0; i < 600; i++) {
            assertThat(seen.add(Octets.copyOf(ue.protect(PLAIN, CIPHERED)))).isTrue();
            assertThat(seen.add(Octets.copyOf(mme.protect(PLAIN, CIPHERED)))).isTrue();
        }
    }

    @Test
    void plainMessagesAreHandedBackAsSuchAndSpendNothing() {
        assertThat(mme.unprotect(PLAIN)).isEqualTo(new Unprotected.Plain(Octets.copyOf(PLAIN)));
        byte[] session = NasCodec.encode(NasSamples.PDN_REQUEST);
        assertThat(mme.unprotect(session)).isEqualTo(new Unprotected.Plain(Octets.copyOf(session)));
        assertAccepted(mme.unprotect(ue.protect(PLAIN, CIPHERED)));
    }

    @Test
    void typesThatTravelTheOtherWayOrDoNotExistAreRefused() {
        for (int type = 0; type < 16; type++) {
            byte[] pdu = ue.protect(PLAIN, CIPHERED);
            pdu[0] = (byte) (type << 4 | 7);
            Unprotected result = mme.unprotect(pdu);
            switch (type) {
                case 0 -> assertThat(result).isInstanceOf(Unprotected.Plain.class);
                case 1, 2, 4, 5, 12 -> assertThat(result).isNotEqualTo(refused(Reason.HEADER_TYPE));
                default -> assertThat(result).isEqualTo(refused(Reason.HEADER_TYPE));
            }
        }
        byte[] otherProtocol = {0x25, 0, 0, 0, 0, 0, 0};
        assertThat(mme.unprotect(otherProtocol)).isEqualTo(refused(Reason.HEADER_TYPE));
        assertThatThrownBy(() -> ue.protect(PLAIN, SecurityHeaderType.INTEGRITY_NEW_CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> mme.protect(PLAIN, SecurityHeaderType.CIPHERED_NEW_CONTEXT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ue.protect(PLAIN, SecurityHeaderType.PLAIN))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void onlyTheContainerOfAControlPlaneServiceRequestIsCiphered() {
        byte[] plain =
                NasCodec.encode(
                        new ControlPlaneServiceRequest(
                                NasSamples.EKSI, false, false, NasSamples.DATA));
        byte[] withStatus = Arrays.copyOf(plain, plain.length + 4);
        System.arraycopy(new byte[] {0x57, 2, 0x20, 0}, 0, withStatus, plain.length, 4);
        byte[] pdu = ue.protect(withStatus, SecurityHeaderType.PARTLY_CIPHERED);
        assertThat(Arrays.copyOfRange(pdu, 6, 12)).isEqualTo(Arrays.copyOf(plain, 6));
        assertThat(Arrays.copyOfRange(pdu, 12, 6 + plain.length))
                .isNotEqualTo(Arrays.copyOfRange(plain, 6, plain.length));
        assertThat(Arrays.copyOfRange(pdu, 6 + plain.length, pdu.length))
                .containsExactly(0x57, 2, 0x20, 0);
        assertThat(mme.unprotect(pdu))
                .isEqualTo(
                        new Unprotected.Accepted(
                                Octets.copyOf(withStatus), SecurityHeaderType.PARTLY_CIPHERED));
    }

    @Test
    void theKeySetOfASecurityModeCommandIsReadBeforeItIsVerified() {
        byte[] plain = WorkedExample.row("SECURITY MODE COMMAND").octets("plain");
        byte[] pdu = mme.protect(plain, SecurityHeaderType.INTEGRITY_NEW_CONTEXT);
        assertThat(NasSecurity.unverifiedMessage(pdu)).contains(Octets.copyOf(plain));
        assertThat(NasSecurity.unverifiedMessage(plain)).contains(Octets.copyOf(plain));
        assertThat(NasSecurity.unverifiedMessage(ue.protect(PLAIN, CIPHERED))).isEmpty();
        assertThat(NasSecurity.unverifiedMessage(Arrays.copyOf(pdu, 6))).isEmpty();
        assertThat(NasSecurity.unverifiedMessage(new byte[0])).isEmpty();
    }

    @Test
    void refusesAlgorithmsItDoesNotHaveAndUseAfterClose() {
        assertThatThrownBy(
                        () -> NasSecurity.ofUe(NasSecurityVectors.kasme(), new NasAlgorithms(2, 0)))
                .isInstanceOf(InvalidValue.class);
        ue.close();
        assertThatThrownBy(() -> ue.protect(PLAIN, CIPHERED))
                .isInstanceOf(IllegalStateException.class);
    }
}
