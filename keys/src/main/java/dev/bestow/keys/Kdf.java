package dev.bestow.keys;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The key derivation function of TS 33.220 clause B.2:
/// `derived = HMAC-SHA-256(key, FC || P0 || L0 || P1 || L1 …)`, each Li two octets big-endian after its
/// Pi. An empty parameter still has its length field.
final class Kdf {
    static final int OCTETS = Hmac.OCTETS;

    private Kdf() {}

    /// All 32 octets.
    static Secret derive(Secret key, Fc fc, Octets... parameters) {
        return input(key, fc, parameters).secret();
    }

    /// All 32 octets, with a parameter that is a key too.
    static Secret derive(Secret key, Fc fc, Secret parameter) {
        Hmac hmac = Hmac.begin(key).put(fc.octet());
        parameter.use(hmac::put);
        return hmac.put(parameter.length() >> 8).put(parameter.length()).secret();
    }

    /// The 16 least significant octets, as TS 33.401 takes keys of 128 bits.
    static Secret deriveLow16(Secret key, Fc fc, Octets... parameters) {
        return input(key, fc, parameters).low16();
    }

    static Octets text(String label) {
        return Octets.copyOf(label.getBytes(StandardCharsets.UTF_8));
    }

    /// A string that reads the same in every encoding and needs no NFKC; `field` is named when it is not.
    static Octets ascii(String field, String text) {
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new InvalidValue(field, "needs printable ASCII characters without blanks");
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

    private static Hmac input(Secret key, Fc fc, Octets... parameters) {
        Hmac hmac = Hmac.begin(key).put(fc.octet());
        for (Octets parameter : parameters) {
            hmac.put(parameter).put(parameter.length() >> 8).put(parameter.length());
        }
        return hmac;
    }

    /// HMAC-SHA-256 of the concatenation of `parts`.
    static byte[] hmac(Secret key, byte[]... parts) {
        Hmac hmac = Hmac.begin(key);
        for (byte[] part : parts) {
            hmac.put(part);
        }
        return hmac.octets();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
