package dev.bestow.wire.radius;

import dev.bestow.core.Secret;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// What RADIUS proves its messages with, 16 octets each: MD5 over a message and the secret behind it (RFC 2865 clause
/// 3), and HMAC-MD5 (RFC 2869 clause 5.14, RFC 2104). Neither is fit for anything that keys depend on.
final class Authenticators {
    static final int OCTETS = 16;

    private static final int BLOCK_OCTETS = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private Authenticators() {}

    /// MD5 over `message || secret`.
    static byte[] keyedDigest(byte[] message, Secret secret) {
        MessageDigest md5 = md5();
        md5.update(message);
        return secret.use(octets -> md5.digest(octets));
    }

    /// HMAC-MD5 under `secret`.
    static byte[] hmac(byte[] message, Secret secret) {
        byte[] block = secret.use(Authenticators::block);
        try {
            MessageDigest md5 = md5();
            md5.update(masked(block, INNER));
            byte[] inner = md5.digest(message);
            md5.update(masked(block, (byte) (INNER ^ OUTER)));
            return md5.digest(inner);
        } finally {
            Arrays.fill(block, (byte) 0);
        }
    }

    private static byte[] block(byte[] key) {
        return Arrays.copyOf(key.length > BLOCK_OCTETS ? md5().digest(key) : key, BLOCK_OCTETS);
    }

    /// Changes `block`, so that no second copy of the key is left.
    private static byte[] masked(byte[] block, byte mask) {
        for (int i = 0; i < block.length; i++) {
            block[i] ^= mask;
        }
        return block;
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
