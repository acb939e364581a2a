package dev.bestow.session.esp;

import dev.bestow.keys.EspKey;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// The sending end of one ESP security association (RFC 4303). Counts its packets in memory only and from 1, so no
/// number is ever used twice under one key. Thread-safe.
///
/// ```
/// octets 0-3    SPI                                          \  associated data; with extended sequence numbers
///        4-7    sequence number, the low 32 bits of it       /  the high 32 bits come between the two
///        8-15   IV: the whole sequence number, 64 bits
///        16-    payload                                      \
///               padding 01 02 03, to a multiple of 4 octets   |  encrypted, or associated data after the IV
///               length of the padding, 1 octet                |  where encryption is forbidden
///               Next Header, 1 octet                         /
/// last 16       ICV
/// ```
///
/// 34 octets over the payload, and up to 3 of padding.
final class OutboundAssociation implements AutoCloseable {
    static final int NUMBER_AT = 4;
    static final int IV_AT = 8;
    static final int BODY_AT = IV_AT + GcmCipher.IV_OCTETS;
    static final int TRAILER_OCTETS = 2;
    static final int ALIGNMENT = 4;

    /// The shortest packet: no payload, padding to 4 octets.
    static final int MIN_OCTETS = BODY_AT + ALIGNMENT + GcmCipher.ICV_OCTETS;

    private final int spi;
    private final EspProfile profile;
    private final GcmCipher cipher;
    private long lastSent;
    private boolean closed;

    /// `key` stays the caller's.
    OutboundAssociation(int spi, EspProfile profile, EspKey key) {
        this(spi, profile, key, 0);
    }

    /// @param lastSent number of the last packet sent under this key
    OutboundAssociation(int spi, EspProfile profile, EspKey key, long lastSent) {
        this.spi = spi;
        this.profile = profile;
        this.cipher = GcmCipher.sealing(key);
        this.lastSent = lastSent;
    }

    int spi() {
        return spi;
    }

    /// Whether nothing more can be sent: closed, or the last number is used (RFC 4303 clause 3.3.3).
    synchronized boolean isOver() {
        return closed || lastSent == profile.lastNumber();
    }

    /// The next packet after `headroom` free octets; null when [#isOver].
    synchronized byte @Nullable [] seal(int headroom, InnerPacket inner) {
        if (isOver()) {
            return null;
        }
        long number = ++lastSent;
        int payload = inner.payload().length();
        int padding = -(payload + TRAILER_OCTETS) & ALIGNMENT - 1;
        int body = payload + padding + TRAILER_OCTETS;
        byte[] packet = new byte[headroom + BODY_AT + body + GcmCipher.ICV_OCTETS];
        ByteBuffer.wrap(packet, headroom, BODY_AT).putInt(spi).putInt((int) number).putLong(number);
        int bodyAt = headroom + BODY_AT;
        inner.payload().writeTo(packet, bodyAt);
        for (int i = 1; i <= padding; i++) {
            packet[bodyAt + payload + i - 1] = (byte) i;
        }
        packet[bodyAt + body - 2] = (byte) padding;
        packet[bodyAt + body - 1] = (byte) inner.nextHeader();
        seal(packet, headroom, number, body);
        return packet;
    }

    private void seal(byte[] packet, int at, long number, int body) {
        int ivAt = at + IV_AT;
        int bodyAt = at + BODY_AT;
        if (profile.encrypted()) {
            byte[] aad = aad(profile, packet, at, number, 0);
            cipher.seal(packet, ivAt, aad, new GcmCipher.Run(bodyAt, body));
        } else {
            byte[] aad = aad(profile, packet, at, number, GcmCipher.IV_OCTETS + body);
            cipher.seal(packet, ivAt, aad, new GcmCipher.Run(bodyAt + body, 0));
        }
    }

    /// SPI and sequence number (RFC 4106 clause 5), then the first `more` octets after them. RFC 4543 leaves open
    /// whether the IV is among those; its test vectors (draft-mcgrew-gcm-test-01) and the kernels have it there.
    static byte[] aad(EspProfile profile, byte[] packet, int at, long number, int more) {
        int head = IV_AT + (profile.extended() ? Integer.BYTES : 0);
        byte[] aad = new byte[head + more];
        ByteBuffer spiAndNumber = ByteBuffer.wrap(aad).put(packet, at, NUMBER_AT);
        if (profile.extended()) {
            spiAndNumber.putLong(number);
        } else {
            spiAndNumber.putInt((int) number);
        }
        spiAndNumber.put(packet, at + IV_AT, more);
        return aad;
    }

    @Override
    public synchronized void close() {
        closed = true;
        cipher.close();
    }
}
