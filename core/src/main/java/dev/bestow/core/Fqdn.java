package dev.bestow.core;

import java.util.regex.Pattern;

/// The names of endpoints that keys are derived for: up to 253 ASCII characters, lower-case A-labels,
/// no trailing dot. They are key derivation input octet by octet, so anything else is refused rather
/// than normalised.
final class Fqdn {
    private static final Pattern FQDN =
            Pattern.compile(
                    "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

    private Fqdn() {}

    static void require(String field, String fqdn) {
        if (!FQDN.matcher(fqdn).matches()) {
            throw new Refused(
                    field, "is a lower-case FQDN of at least two labels without trailing dot");
        }
    }
}
