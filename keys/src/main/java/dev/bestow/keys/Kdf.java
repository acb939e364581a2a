package dev.bestow.keys;

import dev.bestow.core.Octets;
import dev.bestow.core.Refused;
import dev.bestow.core.Secret;
import dev.bestow.core.Spares;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The key derivation function of TS 33.220 clause B.2:
/// `derived = HMAC-SHA-256(key, FC || P0 || L0 || P1 || L1 …)`, each Li two octets big-endian after its
/// Pi. An empty parameter still has its length field.
final class Kdf {
    static final int OCTETS = 32;

    private static final int BLOCK_OCTETS = 64;
    private static final int INNER_PAD = 0x36;
    private static final int OUTER_PAD = 0x5c;
    private static final Spares<MessageDigest> DIGESTS = new Spares<>(Kdf::sha256);

    private Kdf() {}

    /// All 32 octets.
    static Secret derive(Secret key, Fc fc, Octets... parameters) {
        return Secret.taking(hmac(key, input(fc, parameters)));
    }

    /// All 32 octets, with a parameter that is a key too.
    static Secret derive(Secret key, Fc fc, Secret parameter) {
        ByteBuffer s = ByteBuffer.allocate(1 + parameter.length() + 2).put((byte) fc.octet());
        parameter.writeTo(s);
        s.putShort((short) parameter.length());
        Secret derived = Secret.taking(hmac(key, s.array()));
        Arrays.fill(s.array(), (byte) 0);
        return derived;
    }

    /// The 16 least significant octets, as TS 33.401 takes keys of 128 bits.
    static Secret deriveLow16(Secret key, Fc fc, Octets... parameters) {
        byte[] derived = hmac(key, input(fc, parameters));
        Secret low = Secret.taking(derived, OCTETS - 16, 16);
        Arrays.fill(derived, (byte) 0);
        return low;
    }

    static Octets text(String label) {
        return Octets.copyOf(label.getBytes(StandardCharsets.UTF_8));
    }

    /// A string that reads the same in every encoding and needs no NFKC; `field` is named when it is not.
    static Octets ascii(String field, String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new Refused(field, "needs printable ASCII characters without blanks");
        }
        return text(text);
    }

    /// `value` in `octets` octets, big-endian.
    static Octets number(int value, int octets) {
        byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
        return Octets.copyOf(number, Integer.BYTES - octets, octets);
    }

    /// PRF' of EAP-AKA' (RFC 9048 clause 3.4.1): `T1 || T2 …`, `Tn = HMAC-SHA-256(key, Tn-1 || seed || n)`, cut
    /// to `octets`.
    static Secret prfPrime(Secret key, byte[] seed, int octets) {
        byte[] stream = new byte[octets];
        byte[] block = {};
        for (int at = 0, n = 1; at < octets; at += OCTETS, n++) {
            byte[] next = hmac(key, block, seed, new byte[] {(byte) n});
            Arrays.fill(block, (byte) 0);
            block = next;
            System.arraycopy(block, 0, stream, at, Math.min(OCTETS, octets - at));
        }
        Arrays.fill(block, (byte) 0);
        return Secret.taking(stream);
    }

    private static byte[] input(Fc fc, Octets... parameters) {
        int length = 1;
        for (Octets parameter : parameters) {
            length += parameter.length() + 2;
        }
        byte[] s = new byte[length];
        s[0] = (byte) fc.octet();
        int at = 1;
        for (Octets parameter : parameters) {
            parameter.writeTo(s, at);
            at += parameter.length();
            s[at++] = (byte) (parameter.length() >> 8);
            s[at++] = (byte) parameter.length();
        }
        return s;
    }

    /// HMAC-SHA-256 (RFC 2104) of the concatenation of `parts`. By hand over the digest: every key is used
    /// once, so what `Mac` prepares per key is never used again, and `Mac` keeps it, while a reset
    /// digest keeps nothing.
    static byte[] hmac(Secret key, byte[]... parts) {
        MessageDigest sha256 = DIGESTS.take();
        byte[] block = key.use(octets -> keyBlock(sha256, octets));
        xor(block, INNER_PAD);
        sha256.update(block);
        for (byte[] part : parts) {
            sha256.update(part);
        }
        byte[] inner = sha256.digest();
        xor(block, INNER_PAD ^ OUTER_PAD);
        sha256.update(block);
        byte[] mac = sha256.digest(inner);
        sha256.reset();
        DIGESTS.giveBack(sha256);
        Arrays.fill(block, (byte) 0);
        Arrays.fill(inner, (byte) 0);
        return mac;
    }

    /// The key, or its digest if it is longer than a block, filled up with zeros.
    private static byte[] keyBlock(MessageDigest sha256, byte[] key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("a key has at least one octet");
        }
        if (key.length <= BLOCK_OCTETS) {
            return Arrays.copyOf(key, BLOCK_OCTETS);
        }
        byte[] digest = sha256.digest(key);
        byte[] block = Arrays.copyOf(digest, BLOCK_OCTETS);
        Arrays.fill(digest, (byte) 0);
        return block;
    }

    private static void xor(byte[] block, int pad) {
        for (int i = 0; i < block.length; i++) {
            block[i] ^= (byte) pad;
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
