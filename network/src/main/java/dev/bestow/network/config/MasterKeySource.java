package dev.bestow.network.config;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// Where the master key of an HSS is: a file in clear, or one that a token opens.
///
/// @param file the key's; in clear when it stands alone
/// @param pkcs11 whose key wraps the file
@Shorthand("file")
public record MasterKeySource(Path file, @Nullable Pkcs11 pkcs11) {
    /// An AES key in a PKCS#11 token.
    ///
    /// @param library the PKCS#11 library of the token's maker
    /// @param token label of the token
    /// @param key label of the key; made with the key file when absent
    /// @param pinFile the token's user PIN, the one line of a file
    public record Pkcs11(Path library, String token, String key, Path pinFile) {}
}
