package dev.bestow.aka.pkcs11;

import dev.bestow.aka.SecretFile;
import dev.bestow.core.InvalidValue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;

/// A user logged in to a token, until it is closed. The JDK's provider is used where it stands and never
/// installed: everything else keeps its AES.
final class TokenLogin implements AutoCloseable {
    static final String LOCKED =
            "is locked after too many wrong PINs; unlock it with the tool of its maker";

    private static final int TAG_BITS = 128;
    private static final int KEY_BITS = 256;

    private final TokenKey key;
    private final AuthProvider provider;
    private final KeyStore keys;

    private TokenLogin(TokenKey key, AuthProvider provider, KeyStore keys) {
        this.key = key;
        this.provider = provider;
        this.keys = keys;
    }

    /// @throws InvalidValue when there is no such token, or it does not take the PIN
    static TokenLogin open(TokenKey key, SecretFile pin) {
        Provider configured = provider(key);
        if (!(configured instanceof AuthProvider provider)) {
            throw key.tokenRefused("takes no PIN");
        }
        char[] characters = pin(pin);
        try {
            KeyStore keys = KeyStore.getInstance("PKCS11", provider);
            keys.load(null, characters);
            return new TokenLogin(key, provider, keys);
        } catch (IOException | GeneralSecurityException | ProviderException e) {
            throw refused(key, pin, e);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }

    private static Provider provider(TokenKey key) {
        Provider unconfigured = Security.getProvider("SunPKCS11");
        if (unconfigured == null) {
            throw key.libraryRefused(
                    "has no use here: this Java has no module jdk.crypto.cryptoki");
        }
        try {
            return unconfigured.configure(configuration(key, TokenLibrary.slotIndex(key)));
        } catch (InvalidParameterException | ProviderException e) {
            throw key.libraryRefused("is not taken by the JDK's PKCS#11 provider: " + reason(e));
        }
    }

    /// The attributes are those of a key made here: it stays in the token and is good for nothing else.
    private static String configuration(TokenKey key, int slotIndex) {
        return """
        --name = bestow
        library = "%s"
        slotListIndex = %d
        attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
          CKA_LABEL = 0h%s
          CKA_TOKEN = true
          CKA_PRIVATE = true
          CKA_SENSITIVE = true
          CKA_EXTRACTABLE = false
          CKA_ENCRYPT = true
          CKA_DECRYPT = true
          CKA_SIGN = false
          CKA_VERIFY = false
          CKA_WRAP = false
          CKA_UNWRAP = false
        }
        """
                .formatted(
                        key.library(),
                        slotIndex,
                        HexFormat.of().formatHex(key.key().getBytes(StandardCharsets.UTF_8)));
    }

    /// The one line of the file, without the end of the line.
    private static char[] pin(SecretFile file) {
        byte[] octets = file.read();
        int length = octets.length;
        while (length > 0 && (octets[length - 1] == '\n' || octets[length - 1] == '\r')) {
            length--;
        }
        CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(octets, 0, length));
        Arrays.fill(octets, (byte) 0);
        char[] characters = new char[decoded.length()];
        decoded.get(characters);
        Arrays.fill(decoded.array(), '\0');
        if (length == 0) {
            throw file.refused("is empty; it is to hold the token's user PIN");
        }
        return characters;
    }

    private static InvalidValue refused(TokenKey key, SecretFile pin, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = Objects.toString(cause.getMessage(), "");
            if (message.contains("CKR_PIN_LOCKED")) {
                return key.tokenRefused(LOCKED);
            }
            if (cause instanceof FailedLoginException || message.contains("CKR_PIN_")) {
                return pin.refused(
                        "does not hold the user PIN of token "
                                + key.token()
                                + "; put it right before the token locks");
            }
        }
        return key.tokenRefused("cannot be opened: " + reason(failure));
    }

    /// What the token said, at the end of the chain.
    static String reason(Exception failure) {
        Throwable last = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            last = cause;
        }
        return Objects.toString(last.getMessage(), last.toString());
    }

    /// Whether the token has a key of that label.
    boolean hasKey() throws GeneralSecurityException {
        return found().isPresent();
    }

    private Optional<Key> found() throws GeneralSecurityException {
        return Optional.ofNullable(keys.getKey(key.key(), null));
    }

    /// Makes the key, and keeps it in the token.
    void makeKey() throws GeneralSecurityException {
        KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
        generator.init(KEY_BITS);
        SecretKey made = generator.generateKey();
        if (made.getEncoded() != null) {
            throw key.keyRefused("was made, and can be read out of the token; delete it there");
        }
    }

    /// AES-GCM under the key, which stays where it is.
    Cipher cipher(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
        cipher.init(mode, wrappingKey(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associated);
        return cipher;
    }

    private Key wrappingKey() throws GeneralSecurityException {
        Key found =
                found().orElseThrow(() ->
                        key.keyRefused(
                                "is not there, and what it wrapped opens with no other;"
                                        + " restore the token"));
        if (!found.getAlgorithm().equals("AES")) {
            throw key.keyRefused("is a key for " + found.getAlgorithm() + ", needs AES");
        }
        byte[] readable = found.getEncoded();
        if (readable != null) {
            Arrays.fill(readable, (byte) 0);
            throw key.keyRefused("can be read out of the token; make one that is sensitive");
        }
        return found;
    }

    @Override
    public void close() {
        try {
            provider.logout();
        } catch (LoginException e) {
            throw key.tokenRefused("does not log out: " + reason(e));
        }
    }
}
