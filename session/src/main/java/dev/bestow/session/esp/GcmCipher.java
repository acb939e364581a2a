package dev.bestow.session.esp;

import dev.bestow.core.ObjectPool;
import dev.bestow.core.Secret;
import dev.bestow.keys.EspKey;
import dev.bestow.keys.JceKey;

import org.jspecify.annotations.Nullable;

import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// AES-128-GCM under the key of one association, nonce = salt 4 || IV 8 (RFC 4106 clause 4). The cipher stays keyed as
/// long as the association lives, since a key schedule costs as much as a short packet; it takes some 3 kB. Not
/// thread-safe.
final class GcmCipher implements AutoCloseable {
    static final int IV_OCTETS = 8;
    static final int ICV_OCTETS = 16;

    private static final int KEY_OCTETS = 16;
    private static final int SALT_OCTETS = 4;
    private static final int NONCE_OCTETS = SALT_OCTETS + IV_OCTETS;
    private static final ObjectPool<Cipher> SPARES = new ObjectPool<>(GcmCipher::fresh);
    private static final JceKey ZERO = new JceKey(new byte[KEY_OCTETS], "AES");
    private static final GCMParameterSpec ZERO_PARAMETERS =
            new GCMParameterSpec(8 * ICV_OCTETS, new byte[NONCE_OCTETS]);

    private final int mode;
    private final Secret key;
    private final byte[] nonce = new byte[NONCE_OCTETS];
    private @Nullable Cipher cipher;
    private boolean closed;

    /// `espKey` stays the caller's.
    static GcmCipher sealing(EspKey espKey) {
        return new GcmCipher(Cipher.ENCRYPT_MODE, espKey);
    }

    /// `espKey` stays the caller's.
    static GcmCipher opening(EspKey espKey) {
        return new GcmCipher(Cipher.DECRYPT_MODE, espKey);
    }

    private GcmCipher(int mode, EspKey espKey) {
        this.mode = mode;
        key =
                espKey.octets()
                        .use(octets -> {
                            System.arraycopy(octets, KEY_OCTETS, nonce, 0, SALT_OCTETS);
                            return Secret.taking(Arrays.copyOf(octets, KEY_OCTETS));
                        });
    }

    /// Where in an array a run of octets lies.
    record Run(int at, int length) {}

    /// Encrypts `text` of `packet` in place and puts the ICV behind it. The caller never gives the same IV twice.
    void seal(byte[] packet, int ivAt, byte[] aad, Run text) {
        Cipher keyed = keyed(packet, ivAt);
        try {
            keyed.updateAAD(aad);
            keyed.doFinal(packet, text.at(), text.length(), packet, text.at());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM encrypts into room enough", e);
        }
    }

    /// The text again, of `sealed`, which ends with the ICV; null when that does not verify.
    byte @Nullable [] open(byte[] packet, int ivAt, byte[] aad, Run sealed) {
        Cipher keyed = keyed(packet, ivAt);
        try {
            keyed.updateAAD(aad);
            return keyed.doFinal(packet, sealed.at(), sealed.length());
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM fails by its tag only", e);
        }
    }

    private Cipher keyed(byte[] packet, int ivAt) {
        if (closed) {
            throw new IllegalStateException("key used after close");
        }
        Cipher keyed = cipher == null ? SPARES.take() : cipher;
        cipher = keyed;
        System.arraycopy(packet, ivAt, nonce, SALT_OCTETS, IV_OCTETS);
        return key.use(octets ->
                initialised(
                        keyed,
                        mode,
                        new JceKey(octets, "AES"),
                        new GCMParameterSpec(8 * ICV_OCTETS, nonce)));
    }

    private static Cipher initialised(
            Cipher cipher, int mode, JceKey key, GCMParameterSpec parameters) {
        try {
            cipher.init(mode, key, parameters);
            return cipher;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM takes any key of 16 octets, a nonce once", e);
        }
    }

    private static Cipher fresh() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /// Wipes the key, also out of the cipher, which is handed on.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        key.close();
        Arrays.fill(nonce, (byte) 0);
        Cipher keyed = cipher;
        if (keyed != null) {
            cipher = null;
            // In the same mode: for encryption the platform keeps the last key until the next one,
            // and refuses to be
            // given the same one twice.
            SPARES.giveBack(initialised(keyed, mode, ZERO, ZERO_PARAMETERS));
        }
    }
}
