package dev.bestow.keys;

import dev.bestow.core.ObjectPool;
import dev.bestow.core.Secret;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;

/// The AES-128 block function under one key: the kernel of MILENAGE, EEA2 and EIA2. Ciphers are lent,
/// as a fresh one costs many times its use. The platform's encrypts with the processor's instructions,
/// so no table's cache lines tell the key. Not thread-safe.
public final class Aes128 implements AutoCloseable {
    /// Octets of a key and of a block.
    public static final int BLOCK = 16;

    private static final ObjectPool<Engine> ENGINES = new ObjectPool<>(Engine::new);
    private static final JceKey ZERO = new JceKey(new byte[BLOCK], "AES");

    private @Nullable Engine engine;

    private Aes128(Engine engine) {
        this.engine = engine;
    }

    /// Under `key`, 16 octets, which stays the caller's and may be closed before this is.
    public static Aes128 under(Secret key) {
        if (key.length() != BLOCK) {
            throw new IllegalArgumentException("AES-128 takes 16 octets, not " + key.length());
        }
        Engine engine = ENGINES.take();
        key.use(octets -> engine.keyed(new JceKey(octets, "AES")));
        return new Aes128(engine);
    }

    /// Replaces the whole blocks in the first `length` octets of `blocks` by their images.
    public void encrypt(byte[] blocks, int length) {
        Engine keyed = engine;
        if (keyed == null) {
            throw new IllegalStateException("key used after close");
        }
        keyed.encrypt(blocks, length);
    }

    /// Puts zeros in the place of the key, whose schedule the platform then erases, and hands the cipher
    /// on. Twice is once: a cipher handed on twice would serve two owners.
    @Override
    public void close() {
        Engine keyed = engine;
        if (keyed != null) {
            engine = null;
            ENGINES.giveBack(keyed.keyed(ZERO));
        }
    }

    /// A cipher and room for its input: when input and output share their octets, the platform makes a copy
    /// of the input, which may tell of a key, and leaves it to the collector.
    private static final class Engine {
        private static final int ROOM = 16 * BLOCK;

        private final Cipher cipher = fresh();
        private final byte[] input = new byte[ROOM];

        Engine keyed(JceKey key) {
            try {
                cipher.init(Cipher.ENCRYPT_MODE, key);
                return this;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES takes any key of 16 octets", e);
            }
        }

        void encrypt(byte[] blocks, int length) {
            for (int at = 0; at < length; at += ROOM) {
                int part = Math.min(ROOM, length - at);
                System.arraycopy(blocks, at, input, 0, part);
                encryptInput(part, blocks, at);
            }
            Arrays.fill(input, 0, Math.min(ROOM, length), (byte) 0);
        }

        private void encryptInput(int length, byte[] target, int at) {
            try {
                int written = cipher.update(input, 0, length, target, at);
                assert written == length : "AES without padding holds whole blocks back";
            } catch (ShortBufferException e) {
                throw new IllegalStateException("AES without padding never grows its input", e);
            }
        }

        private static Cipher fresh() {
            try {
                return Cipher.getInstance("AES/ECB/NoPadding");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java platform has AES", e);
            }
        }
    }
}
