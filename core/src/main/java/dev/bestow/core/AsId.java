package dev.bestow.core;

import java.util.regex.Pattern;

/// AS_ID: the FQDN of an application server, up to 253 ASCII characters, lower-case A-labels, no
/// trailing dot. It is key derivation input octet by octet, so anything else is refused rather than
/// normalised.
public record AsId(String fqdn) {
    private static final Pattern FQDN =
            Pattern.compile(
                    "(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+");

    public AsId {
        if (!FQDN.matcher(fqdn).matches()) {
            throw new Refused(
                    "AS_ID", "is a lower-case FQDN of at least two labels without trailing dot");
        }
    }

    public static AsId parse(String fqdn) {
        return new AsId(fqdn);
    }

    @Override
    public String toString() {
        return fqdn;
    }
}
