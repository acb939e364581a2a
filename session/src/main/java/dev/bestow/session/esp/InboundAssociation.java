package dev.bestow.session.esp;

import dev.bestow.keys.EspKey;
import dev.bestow.session.ua.Plaintext;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// The receiving end of one ESP security association (RFC 4303 clause 3.4). Any octets are answered with a value.
/// Thread-safe.
final class InboundAssociation implements AutoCloseable {
    private final int spi;
    private final EspProfile profile;
    private final GcmCipher cipher;
    private final AntiReplayWindow window = new AntiReplayWindow();
    private boolean closed;

    /// `key` stays the caller's.
    InboundAssociation(int spi, EspProfile profile, EspKey key) {
        this(spi, profile, key, 0);
    }

    /// @param highest number of a packet that was taken already
    InboundAssociation(int spi, EspProfile profile, EspKey key, long highest) {
        this.spi = spi;
        this.profile = profile;
        this.window.take(highest);
        this.cipher = GcmCipher.opening(key);
    }

    /// What a received packet came to.
    sealed interface Opened {
        /// It verified and its number is taken now.
        ///
        /// @param newest whether its number is the highest so far
        record Fresh(InnerPacket inner, long number, boolean newest) implements Opened {}

        /// Its number was taken before. Nothing says that the packet is the same.
        record Repeated(long number) implements Opened {}

        record Dropped(EspDrop why) implements Opened {}
    }

    int spi() {
        return spi;
    }

    /// Whether any packet was taken.
    synchronized boolean isUsed() {
        return window.highest() > 0;
    }

    /// The packet from `at` to the end of the array.
    synchronized Opened open(byte[] packet, int at) {
        EspDrop malformed = malformed(packet, at);
        if (malformed != null) {
            return new Opened.Dropped(malformed);
        }
        long number = number(packet, at);
        if (number < 0) {
            return new Opened.Dropped(EspDrop.TOO_OLD);
        }
        if (window.isTaken(number)) {
            return window.highest() - number >= AntiReplayWindow.SIZE
                    ? new Opened.Dropped(EspDrop.TOO_OLD)
                    : new Opened.Repeated(number);
        }
        byte[] body = body(packet, at, number);
        if (body == null) {
            return new Opened.Dropped(EspDrop.NOT_AUTHENTIC);
        }
        boolean newest = number > window.highest();
        window.take(number);
        InnerPacket inner = inner(body);
        return inner == null
                ? new Opened.Dropped(EspDrop.PADDING)
                : new Opened.Fresh(inner, number, newest);
    }

    /// Whether a packet whose number was taken before is one that the other end made.
    synchronized boolean verifies(byte[] packet, int at, long number) {
        return malformed(packet, at) == null
                && number(packet, at) == number
                && body(packet, at, number) != null;
    }

    private @Nullable EspDrop malformed(byte[] packet, int at) {
        if (closed) {
            return EspDrop.SPI_UNKNOWN;
        }
        int octets = packet.length - at;
        if (octets < OutboundAssociation.MIN_OCTETS
                || octets % OutboundAssociation.ALIGNMENT != 0) {
            return EspDrop.LENGTH;
        }
        return UdpEncapsulation.spi(packet, at) == spi ? null : EspDrop.SPI_UNKNOWN;
    }

    private long number(byte[] packet, int at) {
        int low = UdpEncapsulation.word(packet, at + OutboundAssociation.NUMBER_AT);
        return profile.extended() ? window.complete(low) : Integer.toUnsignedLong(low);
    }

    /// Payload, padding and trailer; null when the ICV does not verify.
    private byte @Nullable [] body(byte[] packet, int at, long number) {
        int ivAt = at + OutboundAssociation.IV_AT;
        int bodyAt = at + OutboundAssociation.BODY_AT;
        int icvAt = packet.length - GcmCipher.ICV_OCTETS;
        if (profile.encrypted()) {
            byte[] aad = OutboundAssociation.aad(profile, packet, at, number, 0);
            return cipher.open(
                    packet, ivAt, aad, new GcmCipher.Run(bodyAt, packet.length - bodyAt));
        }
        byte[] aad = OutboundAssociation.aad(profile, packet, at, number, icvAt - ivAt);
        var icv = new GcmCipher.Run(icvAt, GcmCipher.ICV_OCTETS);
        return cipher.open(packet, ivAt, aad, icv) == null
                ? null
                : Arrays.copyOfRange(packet, bodyAt, icvAt);
    }

    /// Null where the padding is not 1, 2, 3 and so on (RFC 4303 clause 2.4), or longer than what there is.
    private static @Nullable InnerPacket inner(byte[] body) {
        int end = body.length - OutboundAssociation.TRAILER_OCTETS;
        int padding = body[end] & 0xff;
        int payload = end - padding;
        if (payload < 0) {
            return null;
        }
        for (int i = 1; i <= padding; i++) {
            if (body[payload + i - 1] != (byte) i) {
                return null;
            }
        }
        return new InnerPacket(body[end + 1] & 0xff, Plaintext.copyOf(body, 0, payload));
    }

    @Override
    public synchronized void close() {
        closed = true;
        cipher.close();
    }
}
