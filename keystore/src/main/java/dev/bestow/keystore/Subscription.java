package dev.bestow.keystore;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.Bandwidth;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a subscriber may use of the network: a profile, which many share and the configuration of the HSS has, and
/// what this one has of its own.
///
/// @param profile its name, of at most 64 characters; empty for the built-in one
/// @param apn the default APN, empty for the first of the profile
/// @param ambr in the place of the profile's, or null
/// @param restrictions in the place of the profile's, or null
/// @param msisdn 5 to 15 digits, or null (TS 23.003 clause 3.3)
/// @param applicationIdentities what applications call the user, at most 16 of at most 253 octets each
public record Subscription(
        String profile,
        String apn,
        @Nullable Bandwidth ambr,
        @Nullable AccessRestrictions restrictions,
        @Nullable String msisdn,
        List<String> applicationIdentities) {
    /// The built-in profile as it is.
    public static final Subscription STANDARD = standard("");

    private static final int MAX_PROFILE_CHARS = 64;
    private static final int MAX_IDENTITIES = 16;
    private static final int MAX_IDENTITY_OCTETS = 253;
    private static final Pattern MSISDN = Pattern.compile("[0-9]{5,15}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    public Subscription {
        if (profile.length() > MAX_PROFILE_CHARS) {
            throw new InvalidValue("profile", "has more than 64 characters");
        }
        if (msisdn != null) {
            requireMsisdn(msisdn);
        }
        applicationIdentities = requireIdentities(applicationIdentities);
    }

    /// The built-in profile with another default APN.
    public static Subscription standard(String apn) {
        return new Subscription("", apn, null, null, null, List.of());
    }

    /// @throws InvalidValue when `digits` are no MSISDN
    public static String requireMsisdn(String digits) {
        if (!MSISDN.matcher(digits).matches()) {
            throw new InvalidValue("MSISDN", "needs 5 to 15 digits");
        }
        return digits;
    }

    /// @throws InvalidValue when a subscriber cannot have these
    public static List<String> requireIdentities(List<String> identities) {
        if (identities.size() > MAX_IDENTITIES) {
            throw refused("are " + identities.size() + ", at most 16");
        }
        for (String identity : identities) {
            if (identity.isEmpty()
                    || identity.getBytes(StandardCharsets.UTF_8).length > MAX_IDENTITY_OCTETS) {
                throw refused("need 1 to 253 octets each");
            }
            if (CONTROL.matcher(identity).find()) {
                throw refused("hold a control character");
            }
        }
        if (Set.copyOf(identities).size() < identities.size()) {
            throw refused("have one twice");
        }
        return List.copyOf(identities);
    }

    private static InvalidValue refused(String reason) {
        return new InvalidValue("application identities", reason);
    }
}
