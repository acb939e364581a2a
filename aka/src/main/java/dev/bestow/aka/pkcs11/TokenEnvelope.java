package dev.bestow.aka.pkcs11;

import dev.bestow.aka.KeyEnvelope;
import dev.bestow.aka.SecretFile;
import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.util.Arrays;
import java.util.Optional;

import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;

/// Seals with an AES key that never leaves its token: CKM_AES_GCM (NIST SP 800-38D).
///
/// ```
/// octets 0-11    nonce, random
/// octets 12-     ciphertext, as long as the secret
/// last 16        tag
/// ```
///
/// Logs in for each call and out after it, with the PIN as its file has it then, so that a running node is
/// no door to the token. Thread-safe; one at a time.
public final class TokenEnvelope implements KeyEnvelope {
    private static final int NONCE_OCTETS = 12;
    private static final int TAG_OCTETS = 16;

    private final TokenKey key;
    private final SecretFile pin;
    private final Entropy entropy;

    /// @param pin the file with the token's user PIN, one line
    public TokenEnvelope(TokenKey key, SecretFile pin, Entropy entropy) {
        this.key = key;
        this.pin = pin;
        this.entropy = entropy;
    }

    private interface Use<T> {
        T with(TokenLogin login) throws GeneralSecurityException;
    }

    @Override
    public void makeKeyIfAbsent() {
        loggedIn(login -> {
            if (!login.hasKey()) {
                login.makeKey();
            }
            return true;
        });
    }

    @Override
    public Octets seal(String identity, Secret secret) {
        byte[] nonce = new byte[NONCE_OCTETS];
        entropy.fill(nonce);
        byte[] sealed = Arrays.copyOf(nonce, NONCE_OCTETS + secret.length() + TAG_OCTETS);
        return loggedIn(login -> {
            Cipher cipher = login.cipher(Cipher.ENCRYPT_MODE, nonce, associated(identity));
            byte[] clear = secret.use(byte[]::clone);
            try {
                cipher.doFinal(clear, 0, clear.length, sealed, NONCE_OCTETS);
            } finally {
                Arrays.fill(clear, (byte) 0);
            }
            return Octets.copyOf(sealed);
        });
    }

    @Override
    public Optional<Secret> open(String identity, Octets sealed) {
        if (sealed.length() < NONCE_OCTETS + TAG_OCTETS) {
            return Optional.empty();
        }
        byte[] octets = sealed.toArray();
        byte[] nonce = Arrays.copyOf(octets, NONCE_OCTETS);
        return loggedIn(login -> {
            Cipher cipher = login.cipher(Cipher.DECRYPT_MODE, nonce, associated(identity));
            try {
                int length = octets.length - NONCE_OCTETS;
                return Optional.of(Secret.taking(cipher.doFinal(octets, NONCE_OCTETS, length)));
            } catch (AEADBadTagException e) {
                return Optional.empty();
            }
        });
    }

    private static byte[] associated(String identity) {
        return identity.getBytes(StandardCharsets.UTF_8);
    }

    private synchronized <T> T loggedIn(Use<T> use) {
        try (TokenLogin login = TokenLogin.open(key, pin)) {
            return use.with(login);
        } catch (GeneralSecurityException | ProviderException e) {
            throw key.tokenRefused("does not do AES-GCM with this key: " + TokenLogin.reason(e));
        }
    }

    @Override
    public String toString() {
        return key.toString();
    }
}
