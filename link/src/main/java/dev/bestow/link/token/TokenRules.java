package dev.bestow.link.token;

import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;

/// Which tokens are believed.
///
/// @param issuer `iss`, compared as it is
/// @param audience one of `aud`; null where the issuer names none
/// @param leewaySeconds by how much the clocks of issuer and key server may be apart
/// @param bearer whether a token that is bound to no certificate counts for whoever brings it
public record TokenRules(
        String issuer, @Nullable String audience, int leewaySeconds, boolean bearer) {
    private static final int MOST_LEEWAY_SECONDS = 30;

    public TokenRules {
        if (leewaySeconds < 0 || leewaySeconds > MOST_LEEWAY_SECONDS) {
            throw new InvalidValue("leewaySeconds", "needs 0 to " + MOST_LEEWAY_SECONDS);
        }
        if (issuer.isBlank()) {
            throw new InvalidValue("issuer", "is empty");
        }
    }
}
