package dev.bestow.keys;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The pseudo-random generator that EAP-AKA takes its keys from: FIPS 186-2 Appendix 3.1 with change notice 1, no
/// user input and no reduction modulo q (RFC 4187 clause 7). Each turn gives 40 octets.
///
/// ```
/// w = G(XKEY); XKEY = 1 + XKEY + w mod 2^160     twice a turn
/// G = the compression function of SHA-1 over XKEY and 44 zeros, without the padding of a digest
/// ```
///
/// By hand, since no digest of the platform leaves its padding out.
final class Fips186Prf {
    static final int SEED_OCTETS = 20;

    private static final int WORDS = 80;
    private static final int[] IV = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

    private Fips186Prf() {}

    /// The first `octets` octets. Changes `xkey`, so that no copy of the seed is left.
    static byte[] generate(byte[] xkey, int octets) {
        byte[] stream = new byte[octets];
        for (int at = 0; at < octets; at += SEED_OCTETS) {
            byte[] w = compressed(xkey);
            System.arraycopy(w, 0, stream, at, Math.min(SEED_OCTETS, octets - at));
            addWithOne(xkey, w);
            Arrays.fill(w, (byte) 0);
        }
        Arrays.fill(xkey, (byte) 0);
        return stream;
    }

    private static void addWithOne(byte[] xkey, byte[] w) {
        int carry = 1;
        for (int i = SEED_OCTETS - 1; i >= 0; i--) {
            int sum = (xkey[i] & 0xff) + (w[i] & 0xff) + carry;
            xkey[i] = (byte) sum;
            carry = sum >> 8;
        }
    }

    private static byte[] compressed(byte[] xkey) {
        int[] words = new int[WORDS];
        ByteBuffer.wrap(xkey).asIntBuffer().get(words, 0, SEED_OCTETS / Integer.BYTES);
        for (int i = 16; i < WORDS; i++) {
            int mixed = words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16];
            words[i] = Integer.rotateLeft(mixed, 1);
        }
        int[] state = IV.clone();
        for (int i = 0; i < WORDS; i++) {
            int next = Integer.rotateLeft(state[0], 5) + mixed(i, state) + state[4] + words[i];
            state[4] = state[3];
            state[3] = state[2];
            state[2] = Integer.rotateLeft(state[1], 30);
            state[1] = state[0];
            state[0] = next;
        }
        ByteBuffer out = ByteBuffer.allocate(SEED_OCTETS);
        for (int i = 0; i < IV.length; i++) {
            out.putInt(IV[i] + state[i]);
        }
        Arrays.fill(words, 0);
        return out.array();
    }

    /// Function and constant of step `i` (FIPS 180-4 clauses 4.1.1 and 4.2.1).
    private static int mixed(int i, int[] state) {
        int b = state[1];
        int c = state[2];
        int d = state[3];
        return switch (i / 20) {
            case 0 -> ((b & c) | (~b & d)) + 0x5a827999;
            case 1 -> (b ^ c ^ d) + 0x6ed9eba1;
            case 2 -> ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
            default -> (b ^ c ^ d) + 0xca62c1d6;
        };
    }
}
