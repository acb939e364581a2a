package dev.bestow.session.ua;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.AesCtr;
import dev.bestow.keys.Direction;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.KApp;
import dev.bestow.keys.PurposeKey;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.UaHeader;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The keys of one direction of one session. Both random numbers feed them, RAND_AS through K_app and
/// RAND_S as context, and so does the last MAC of the request, which stands for all of it.
final class SessionKeys implements AutoCloseable {
    /// Of each: the derived 32 octets are cipher key and MAC key, 16 and 16.
    private static final int KEY_OCTETS = 16;

    private final Direction direction;
    private final Secret cipherKey;
    private final Secret macKey;

    private SessionKeys(Direction direction, Secret cipherKey, Secret macKey) {
        this.direction = direction;
        this.cipherKey = cipherKey;
        this.macKey = macKey;
    }

    static SessionKeys from(KApp kApp, Direction direction, Octets randS, Octets requestMac) {
        String label =
                direction == Direction.UPLINK ? "bestow-ua-session-up" : "bestow-ua-session-down";
        try (Secret both = PurposeKey.derive(kApp.octets(), label, randS, requestMac)) {
            return both.use(octets ->
                    new SessionKeys(direction, half(octets, 0), half(octets, KEY_OCTETS)));
        }
    }

    private static Secret half(byte[] octets, int from) {
        return Secret.taking(Arrays.copyOfRange(octets, from, from + KEY_OCTETS));
    }

    /// Ciphers and deciphers message `counter`: the counter is the upper half of the counter block, so
    /// messages of any length stay apart.
    byte[] apply(long counter, byte[] text) {
        byte[] block = ByteBuffer.allocate(AesCtr.BLOCK_OCTETS).putLong(counter).array();
        return AesCtr.apply(cipherKey, block, text);
    }

    /// `t`, 8 octets: HMAC-SHA-256(direction, header, session id 4, whole counter 8, body).
    Octets t(UaHeader header, int sessionId, long counter, byte[] body) {
        byte[] head =
                ByteBuffer.allocate(2 + Integer.BYTES + Long.BYTES)
                        .put((byte) direction.bit())
                        .put((byte) header.octet())
                        .putInt(sessionId)
                        .putLong(counter)
                        .array();
        return Octets.copyOf(HmacTag.compute(macKey, ApplicationRequest.MAC_OCTETS, head, body));
    }

    @Override
    public void close() {
        cipherKey.close();
        macKey.close();
    }
}
