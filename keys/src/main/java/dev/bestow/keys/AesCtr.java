package dev.bestow.keys;

import dev.bestow.core.ObjectPool;
import dev.bestow.core.Secret;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;

/// AES-128 in counter mode. Seals and opens alike; gives no integrity, so it stands only behind a MAC.
public final class AesCtr {
    /// Octets of a key, and of the initial counter block.
    public static final int BLOCK_OCTETS = 16;

    private static final ObjectPool<Cipher> CIPHERS = new ObjectPool<>(AesCtr::fresh);
    private static final JceKey ZERO = new JceKey(new byte[BLOCK_OCTETS], "AES");

    private AesCtr() {}

    /// `text` under `key` (16 octets) from `counterBlock` on. The caller answers for never using a
    /// counter block twice under one key with different texts.
    public static byte[] apply(Secret key, byte[] counterBlock, byte[] text) {
        if (key.length() != BLOCK_OCTETS) {
            throw new IllegalArgumentException("AES-128 takes 16 octets, not " + key.length());
        }
        return key.use(octets -> apply(new JceKey(octets, "AES"), counterBlock, text));
    }

    private static byte[] apply(JceKey key, byte[] counterBlock, byte[] text) {
        Cipher cipher = CIPHERS.take();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(counterBlock));
            byte[] applied = cipher.doFinal(text);
            // Takes the key out before others may hold the cipher.
            cipher.init(Cipher.ENCRYPT_MODE, ZERO, new IvParameterSpec(new byte[BLOCK_OCTETS]));
            CIPHERS.giveBack(cipher);
            return applied;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES/CTR takes any key of 16 octets", e);
        }
    }

    private static Cipher fresh() {
        try {
            return Cipher.getInstance("AES/CTR/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/CTR", e);
        }
    }
}
