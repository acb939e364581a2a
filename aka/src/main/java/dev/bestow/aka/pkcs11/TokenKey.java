package dev.bestow.aka.pkcs11;

import dev.bestow.core.InvalidValue;

import java.nio.charset.StandardCharsets;

/// Which key of which token.
///
/// @param library absolute path of the PKCS#11 library of the token's maker
/// @param token label of the token, at most 32 octets
/// @param key label of an AES key in it; those that Bestow makes have 256 bits
public record TokenKey(String library, String token, String key) {
    private static final int LABEL_OCTETS = 32;

    public TokenKey {
        if (library.chars().anyMatch(c -> c == '"' || c == '\\' || Character.isISOControl(c))) {
            throw new InvalidValue(
                    "masterKey.pkcs11.library", "has quotes, backslashes or control characters");
        }
        if (token.isBlank() || token.getBytes(StandardCharsets.UTF_8).length > LABEL_OCTETS) {
            throw new InvalidValue("masterKey.pkcs11.token", "is a label of 1 to 32 octets");
        }
        if (key.isBlank()) {
            throw new InvalidValue("masterKey.pkcs11.key", "is a label, not nothing");
        }
    }

    /// A refusal of the library.
    InvalidValue libraryRefused(String reason) {
        return new InvalidValue("masterKey.pkcs11.library", library + " " + reason);
    }

    /// A refusal of the token.
    InvalidValue tokenRefused(String reason) {
        return new InvalidValue("masterKey.pkcs11.token", token + " " + reason);
    }

    /// A refusal of the key.
    InvalidValue keyRefused(String reason) {
        return new InvalidValue("masterKey.pkcs11.key", key + " of token " + token + " " + reason);
    }

    @Override
    public String toString() {
        return "key " + key + " of token " + token;
    }
}
