package dev.bestow.hss.provision;

import dev.bestow.core.AsId;
import dev.bestow.core.Refused;
import dev.bestow.keystore.CardBatch;

import java.util.List;
import java.util.regex.Pattern;

/// What no card file says about its subscribers.
///
/// @param externalDomain domain of the external identifiers that are made up, lower-case labels
/// @param allowedAs the application servers every subscriber of the file may use
/// @param cards how the cards check sequence numbers
/// @param apn the default APN
public record ProvisionDefaults(
        String externalDomain, List<AsId> allowedAs, CardBatch cards, String apn) {
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*");

    /// Longest that leaves room for the local part before it.
    private static final int MAX_DOMAIN_CHARS = 200;

    public ProvisionDefaults {
        if (externalDomain.length() > MAX_DOMAIN_CHARS
                || !DOMAIN.matcher(externalDomain).matches()) {
            throw new Refused(
                    "external identifier domain",
                    "is a lower-case domain of at most 200 characters");
        }
        allowedAs = List.copyOf(allowedAs);
    }
}
