package dev.bestow.keys;

import dev.bestow.core.Entropy;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.ObjectPool;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/// Seals a secret for one row of a store: AES-256-GCM (NIST SP 800-38D) under a wrapping key of 32
/// octets, with the row's identity as associated data, so that a sealed value opens in its own row only.
///
/// ```
/// octet 0        layout, 1
/// octets 1-12    nonce, random
/// octets 13-     ciphertext, as long as the secret
/// last 16        tag
/// ```
///
/// Random nonces of 96 bits allow 2^32 seals per key (clause 8.3), far above the rows of any operator.
/// Thread-safe. The layout is Bestow's own.
public final class RowCipher implements AutoCloseable {
    /// Length of the wrapping key.
    public static final int KEY_OCTETS = 32;

    /// What sealing adds to the length of a secret.
    public static final int OVERHEAD_OCTETS = 29;

    private static final byte LAYOUT = 1;
    private static final int NONCE_OCTETS = 12;
    private static final int NONCE_AT = 1;
    private static final int BODY_AT = NONCE_AT + NONCE_OCTETS;
    private static final int TAG_OCTETS = 16;

    private static final JceKey ZERO = new JceKey(new byte[KEY_OCTETS], "AES");
    private static final GCMParameterSpec ZERO_PARAMETERS =
            new GCMParameterSpec(8 * TAG_OCTETS, new byte[NONCE_OCTETS]);

    /// They stay keyed: this key lives as long as they do, and a schedule costs more than a short secret.
    private final ObjectPool<Cipher> ciphers = new ObjectPool<>(RowCipher::fresh, RowCipher::wipe);

    private final Secret key;
    private final Entropy entropy;

    /// Takes `key` over and closes it when closed itself.
    public RowCipher(Secret key, Entropy entropy) {
        if (key.length() != KEY_OCTETS) {
            throw new InvalidValue("wrapping key", "has " + key.length() + " octets, needs 32");
        }
        this.key = key;
        this.entropy = entropy;
    }

    /// `secret`, which stays the caller's, sealed for the row.
    public Octets seal(String rowIdentity, Secret secret) {
        byte[] sealed = new byte[BODY_AT + secret.length() + TAG_OCTETS];
        byte[] nonce = new byte[NONCE_OCTETS];
        entropy.fill(nonce);
        sealed[0] = LAYOUT;
        System.arraycopy(nonce, 0, sealed, NONCE_AT, NONCE_OCTETS);
        Cipher cipher = ciphers.take();
        initialise(cipher, Cipher.ENCRYPT_MODE, sealed, rowIdentity);
        secret.use(octets -> {
            try {
                return cipher.doFinal(octets, 0, octets.length, sealed, BODY_AT);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("AES-GCM encrypts into room enough", e);
            }
        });
        ciphers.giveBack(cipher);
        return Octets.copyOf(sealed);
    }

    /// The secret again, or empty when the octets were not sealed for this row under this key.
    public Optional<Secret> open(String rowIdentity, Octets sealed) {
        if (sealed.length() < OVERHEAD_OCTETS || sealed.at(0) != LAYOUT) {
            return Optional.empty();
        }
        byte[] octets = sealed.toArray();
        Cipher cipher = ciphers.take();
        initialise(cipher, Cipher.DECRYPT_MODE, octets, rowIdentity);
        try {
            return Optional.of(
                    Secret.taking(cipher.doFinal(octets, BODY_AT, octets.length - BODY_AT)));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM fails by its tag only", e);
        } finally {
            ciphers.giveBack(cipher);
        }
    }

    private void initialise(Cipher cipher, int mode, byte[] sealed, String rowIdentity) {
        byte[] nonce = Arrays.copyOfRange(sealed, NONCE_AT, BODY_AT);
        key.use(octets -> {
            initialise(
                    cipher,
                    mode,
                    new JceKey(octets, "AES"),
                    new GCMParameterSpec(8 * TAG_OCTETS, nonce));
            return true;
        });
        cipher.updateAAD(rowIdentity.getBytes(StandardCharsets.UTF_8));
    }

    /// For encryption: the platform keeps the last key it encrypted under until the next one.
    private static void wipe(Cipher cipher) {
        initialise(cipher, Cipher.ENCRYPT_MODE, ZERO, ZERO_PARAMETERS);
    }

    private static void initialise(
            Cipher cipher, int mode, JceKey key, GCMParameterSpec parameters) {
        try {
            cipher.init(mode, key, parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM takes any key of 32 octets", e);
        }
    }

    private static Cipher fresh() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-256-GCM", e);
        }
    }

    /// Wipes the wrapping key. What it sealed is lost unless another copy exists.
    @Override
    public void close() {
        key.close();
        ciphers.close();
    }
}
