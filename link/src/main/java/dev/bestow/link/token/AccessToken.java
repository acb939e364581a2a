package dev.bestow.link.token;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/// What a token says that was believed.
///
/// @param client to whom it was issued
/// @param scope what it is good for
/// @param certificate SHA-256 of the client certificate that it is bound to, base64url (RFC 8705 clause 3.1); null when
///     it is bound to none
public record AccessToken(String client, Set<String> scope, @Nullable String certificate) {
    public AccessToken {
        scope = Set.copyOf(scope);
    }

    /// What one endpoint's requests need.
    public static String scopeOf(String endpoint) {
        return "bestow-keys:" + endpoint;
    }
}
