package dev.bestow.keys;

import dev.bestow.core.Secret;
import dev.bestow.core.Spares;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;

import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/// The AES-128 block function under one key: the kernel of MILENAGE, EEA2 and EIA2. Ciphers are lent,
/// as a fresh one costs many times its use. The platform's encrypts with the processor's instructions,
/// so no table's cache lines tell the key. Not thread-safe.
public final class Aes128 implements AutoCloseable {
    /// Octets of a key and of a block.
    public static final int BLOCK = 16;

    private static final Spares<Cipher> CIPHERS = new Spares<>(Aes128::fresh);
    private static final JceKey ZERO = new JceKey(new byte[BLOCK], "AES");

    private @Nullable Cipher cipher;

    private Aes128(Cipher cipher) {
        this.cipher = cipher;
    }

    /// Under `key`, 16 octets, which stays the caller's and may be closed before this is.
    public static Aes128 under(Secret key) {
        if (key.length() != BLOCK) {
            throw new IllegalArgumentException("AES-128 takes 16 octets, not " + key.length());
        }
        Cipher cipher = CIPHERS.take();
        key.use(octets -> {
            initialise(cipher, new JceKey(octets, "AES"));
            return true;
        });
        return new Aes128(cipher);
    }

    /// Replaces the whole blocks in the first `length` octets of `blocks` by their images.
    public void encrypt(byte[] blocks, int length) {
        Cipher keyed = cipher;
        if (keyed == null) {
            throw new IllegalStateException("key used after close");
        }
        try {
            int written = keyed.update(blocks, 0, length, blocks, 0);
            assert written == length : "AES without padding holds whole blocks back";
        } catch (ShortBufferException e) {
            throw new IllegalStateException("AES without padding never grows its input", e);
        }
    }

    /// Puts zeros in the place of the key, whose schedule the platform then erases, and hands the cipher
    /// on. Twice is once: a cipher handed on twice would serve two owners.
    @Override
    public void close() {
        Cipher keyed = cipher;
        if (keyed != null) {
            cipher = null;
            initialise(keyed, ZERO);
            CIPHERS.giveBack(keyed);
        }
    }

    private static Cipher fresh() {
        try {
            return Cipher.getInstance("AES/ECB/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES", e);
        }
    }

    private static void initialise(Cipher cipher, JceKey key) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES takes any key of 16 octets", e);
        }
    }
}
