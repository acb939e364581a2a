package dev.bestow.keys;

import dev.bestow.core.Secret;

import org.jspecify.annotations.Nullable;

import java.security.MessageDigest;
import java.util.Arrays;

/// AES-128 in CCM with a nonce of 13 octets and a tag of 8 (RFC 3610 with L = 2 and M = 8; AES-CCM-16-64-128 of
/// RFC 9053), which OSCORE asks for and the JDK lacks. On the platform's AES, whose time tells nothing of the key.
///
/// ```
/// block B0      flags 59 (with additional data) or 19 | nonce 13 | length of the text 2
/// block B1...   length of the additional data 2 | additional data, filled up with zeros
/// block Bn...   the text, filled up with zeros
/// counter i     flags 01 | nonce 13 | i 2
///
/// tag = the first 8 octets of CBC-MAC(B0 B1 ... Bn) xor AES(counter 0)
/// ```
public final class AesCcm {
    public static final int KEY_OCTETS = 16;
    public static final int NONCE_OCTETS = 13;
    public static final int TAG_OCTETS = 8;

    /// Two octets tell the length of the text; the additional data of ours is shorter than its own short form may be.
    private static final int MAX_TEXT_OCTETS = 0xffff;

    private static final int MAX_ADDITIONAL_OCTETS = 0xfeff;
    private static final int BLOCK = Aes128.BLOCK;
    private static final int FLAGS_ADDITIONAL = 0x40;
    private static final int FLAGS_TAG_8 = ((TAG_OCTETS - 2) / 2) << 3;
    private static final int FLAGS_LENGTH_2 = 1;

    private AesCcm() {}

    /// `text` ciphered, and the tag behind it. The caller answers for never using a nonce twice under one key.
    public static byte[] seal(Secret key, byte[] nonce, byte[] additional, byte[] text) {
        requireShort(nonce, additional, text.length);
        try (Aes128 aes = Aes128.under(key)) {
            byte[] tag = mac(aes, nonce, additional, text);
            byte[] sealed = Arrays.copyOf(text, text.length + TAG_OCTETS);
            applyCounters(aes, nonce, sealed, text.length, tag);
            System.arraycopy(tag, 0, sealed, text.length, TAG_OCTETS);
            return sealed;
        }
    }

    /// The text of what [#seal] made, or null where key, nonce, additional data or an octet of it differ.
    public static byte @Nullable [] open(
            Secret key, byte[] nonce, byte[] additional, byte[] sealed) {
        int length = sealed.length - TAG_OCTETS;
        if (length < 0) {
            return null;
        }
        requireShort(nonce, additional, length);
        try (Aes128 aes = Aes128.under(key)) {
            byte[] text = Arrays.copyOf(sealed, length);
            byte[] tag = new byte[BLOCK];
            System.arraycopy(sealed, length, tag, 0, TAG_OCTETS);
            applyCounters(aes, nonce, text, length, tag);
            byte[] expected = mac(aes, nonce, additional, text);
            boolean genuine =
                    MessageDigest.isEqual(
                            Arrays.copyOf(expected, TAG_OCTETS), Arrays.copyOf(tag, TAG_OCTETS));
            if (!genuine) {
                Arrays.fill(text, (byte) 0);
            }
            return genuine ? text : null;
        }
    }

    private static void requireShort(byte[] nonce, byte[] additional, int text) {
        if (nonce.length != NONCE_OCTETS) {
            throw new IllegalArgumentException("a nonce has 13 octets, not " + nonce.length);
        }
        if (additional.length > MAX_ADDITIONAL_OCTETS || text > MAX_TEXT_OCTETS) {
            throw new IllegalArgumentException("too long for CCM with a length of two octets");
        }
    }

    /// CBC-MAC; all 16 octets.
    private static byte[] mac(Aes128 aes, byte[] nonce, byte[] additional, byte[] text) {
        byte[] mac = new byte[BLOCK];
        int flags = FLAGS_TAG_8 | FLAGS_LENGTH_2;
        mac[0] = (byte) (additional.length > 0 ? flags | FLAGS_ADDITIONAL : flags);
        System.arraycopy(nonce, 0, mac, 1, NONCE_OCTETS);
        mac[BLOCK - 2] = (byte) (text.length >> 8);
        mac[BLOCK - 1] = (byte) text.length;
        aes.encrypt(mac, BLOCK);
        if (additional.length > 0) {
            mac[0] ^= (byte) (additional.length >> 8);
            mac[1] ^= (byte) additional.length;
            chain(aes, mac, 2, additional);
        }
        chain(aes, mac, 0, text);
        return mac;
    }

    /// Goes on with `octets` at place `at` of a block, and fills its last one up.
    private static void chain(Aes128 aes, byte[] mac, int at, byte[] octets) {
        int place = at;
        for (byte octet : octets) {
            mac[place++] ^= octet;
            if (place == BLOCK) {
                aes.encrypt(mac, BLOCK);
                place = 0;
            }
        }
        if (place > 0) {
            aes.encrypt(mac, BLOCK);
        }
    }

    /// Ciphers or deciphers the first `length` octets of `text` from counter 1 on, and `tag` with counter 0.
    private static void applyCounters(
            Aes128 aes, byte[] nonce, byte[] text, int length, byte[] tag) {
        int blocks = (length + BLOCK - 1) / BLOCK;
        byte[] stream = new byte[(blocks + 1) * BLOCK];
        for (int i = 0; i <= blocks; i++) {
            int at = i * BLOCK;
            stream[at] = FLAGS_LENGTH_2;
            System.arraycopy(nonce, 0, stream, at + 1, NONCE_OCTETS);
            stream[at + BLOCK - 2] = (byte) (i >> 8);
            stream[at + BLOCK - 1] = (byte) i;
        }
        aes.encrypt(stream, stream.length);
        for (int i = 0; i < BLOCK; i++) {
            tag[i] ^= stream[i];
        }
        for (int i = 0; i < length; i++) {
            text[i] ^= stream[BLOCK + i];
        }
    }
}
