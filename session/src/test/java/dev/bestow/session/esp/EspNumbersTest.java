package dev.bestow.session.esp;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Secret;
import dev.bestow.keys.EspKey;
import dev.bestow.session.esp.InboundAssociation.Opened;
import dev.bestow.session.ua.Plaintext;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Sequence numbers of one association (RFC 4303 clauses 2.2, 3.3.3 and 3.4.3).
class EspNumbersTest {
    private static final int SPI = 0x12345678;
    private static final EspProfile SHORT = new EspProfile(true, false);
    private static final InnerPacket INNER = InnerPacket.ofOctets(Plaintext.of("inner"));
    private static final long LAST = 0xffff_ffffL;

    private static EspKey key() {
        return new EspKey(Secret.taking(new byte[EspKey.OCTETS]));
    }

    private static OutboundAssociation outbound(EspProfile profile, long lastSent) {
        EspKey key = key();
        try (var _ = key.octets()) {
            return new OutboundAssociation(SPI, profile, key, lastSent);
        }
    }

    private static byte[] sealed(OutboundAssociation outbound) {
        return requireNonNull(outbound.seal(0, INNER), "it is not over");
    }

    private static InboundAssociation inbound(EspProfile profile, long highest) {
        EspKey key = key();
        try (var _ = key.octets()) {
            return new InboundAssociation(SPI, profile, key, highest);
        }
    }

    @Test
    void aNumberOf32BitsEndsBeforeItWraps() {
        OutboundAssociation outbound = outbound(SHORT, LAST - 1);
        InboundAssociation inbound = inbound(SHORT, LAST - 1);
        byte[] last = sealed(outbound);
        assertThat(inbound.open(last, 0)).isEqualTo(new Opened.Fresh(INNER, LAST, true));
        assertThat(outbound.isOver()).isTrue();
        assertThat(outbound.seal(0, INNER)).isNull();
    }

    @Test
    void anExtendedNumberGoesOn() {
        OutboundAssociation outbound = outbound(EspProfile.STANDARD, LAST - 1);
        InboundAssociation inbound = inbound(EspProfile.STANDARD, LAST - 1);
        for (long number = LAST; number < LAST + 5; number++) {
            assertThat(inbound.open(sealed(outbound), 0))
                    .isEqualTo(new Opened.Fresh(INNER, number, true));
        }
    }

    /// Only the low half of the number travels, so nothing but the ICV tells.
    @Test
    void theHighHalfIsPartOfWhatVerifies() {
        byte[] early = sealed(outbound(EspProfile.STANDARD, 6));
        byte[] late = sealed(outbound(EspProfile.STANDARD, (1L << 32) + 6));
        assertThat(inbound(EspProfile.STANDARD, 1L << 32).open(early, 0))
                .isEqualTo(new Opened.Dropped(EspDrop.NOT_AUTHENTIC));
        assertThat(inbound(EspProfile.STANDARD, 1L << 32).open(late, 0))
                .isInstanceOf(Opened.Fresh.class);
        assertThat(inbound(SHORT, 0).open(early, 0))
                .isEqualTo(new Opened.Dropped(EspDrop.NOT_AUTHENTIC));
    }

    @Test
    void packetsMayComeInAnyOrderInsideTheWindow() {
        OutboundAssociation outbound = outbound(SHORT, 0);
        InboundAssociation inbound = inbound(SHORT, 0);
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < AntiReplayWindow.SIZE; i++) {
            packets.add(sealed(outbound));
        }
        for (byte[] packet : packets.reversed()) {
            assertThat(inbound.open(packet, 0)).isInstanceOf(Opened.Fresh.class);
        }
        for (byte[] packet : packets) {
            assertThat(inbound.open(packet, 0)).isInstanceOf(Opened.Repeated.class);
        }
    }

    @Test
    void aPacketBelowTheWindowIsTooLate() {
        OutboundAssociation outbound = outbound(SHORT, 0);
        InboundAssociation inbound = inbound(SHORT, 0);
        byte[] late = sealed(outbound);
        byte[] last = late;
        for (int i = 0; i < AntiReplayWindow.SIZE; i++) {
            last = sealed(outbound);
        }
        assertThat(inbound.open(last, 0)).isInstanceOf(Opened.Fresh.class);
        assertThat(inbound.open(late, 0)).isEqualTo(new Opened.Dropped(EspDrop.TOO_OLD));
    }

    /// Else one forged packet could push the window past all that is under way.
    @Test
    void aJumpThatDoesNotVerifyMovesNothing() {
        InboundAssociation inbound = inbound(SHORT, 0);
        byte[] forged = sealed(outbound(SHORT, 1_000_000));
        forged[forged.length - 1] ^= 1;
        assertThat(inbound.open(forged, 0)).isEqualTo(new Opened.Dropped(EspDrop.NOT_AUTHENTIC));
        assertThat(inbound.open(sealed(outbound(SHORT, 0)), 0))
                .isEqualTo(new Opened.Fresh(INNER, 1, true));
    }

    @Test
    void aJumpThatVerifiesMovesTheWindow() {
        InboundAssociation inbound = inbound(SHORT, 0);
        assertThat(inbound.open(sealed(outbound(SHORT, 1_000_000)), 0))
                .isInstanceOf(Opened.Fresh.class);
        assertThat(inbound.open(sealed(outbound(SHORT, 0)), 0))
                .isEqualTo(new Opened.Dropped(EspDrop.TOO_OLD));
    }

    @Test
    void anotherSpiIsNotOurs() {
        byte[] packet = sealed(outbound(SHORT, 0));
        packet[3] ^= 1;
        assertThat(inbound(SHORT, 0).open(packet, 0))
                .isEqualTo(new Opened.Dropped(EspDrop.SPI_UNKNOWN));
    }

    /// Sealed by hand, as the padding is encrypted.
    @Test
    void paddingThatIsNotCountedUpIsDropped() {
        assertThat(padded(0, 1, 2, 3, 3, 59)).isInstanceOf(Opened.Fresh.class);
        assertThat(padded(0, 1, 2, 4, 3, 59)).isEqualTo(new Opened.Dropped(EspDrop.PADDING));
        assertThat(padded(0, 0, 0, 0, 3, 59)).isEqualTo(new Opened.Dropped(EspDrop.PADDING));
        assertThat(padded(1, 2, 255, 59)).isEqualTo(new Opened.Dropped(EspDrop.PADDING));
    }

    private static Opened padded(int... tail) {
        byte[] packet = new byte[16 + (tail.length + 3 & ~3) + 16];
        packet[0] = 0x12;
        packet[1] = 0x34;
        packet[2] = 0x56;
        packet[3] = 0x78;
        packet[7] = 1;
        packet[15] = 1;
        int body = packet.length - 32;
        for (int i = 0; i < tail.length; i++) {
            packet[16 + body - tail.length + i] = (byte) tail[i];
        }
        EspKey key = key();
        try (var _ = key.octets();
                GcmCipher cipher = GcmCipher.sealing(key)) {
            byte[] aad = OutboundAssociation.aad(SHORT, packet, 0, 1, 0);
            cipher.seal(packet, 8, aad, new GcmCipher.Run(16, body));
        }
        return inbound(SHORT, 0).open(packet, 0);
    }
}
