package dev.bestow.keystore;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.Bandwidth;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.regex.Pattern;

/// What a subscriber may use of the network: a profile, which many share and the configuration of the HSS has, and
/// what this one has of its own.
///
/// @param profile its name, of at most 64 characters; empty for the built-in one
/// @param apn the default APN, empty for the first of the profile
/// @param ambr in the place of the profile's, or null
/// @param restrictions in the place of the profile's, or null
/// @param msisdn 5 to 15 digits, or null (TS 23.003 clause 3.3)
/// @param applicationIdentities what applications call the user, at most 16 different ones
public record Subscription(
        String profile,
        String apn,
        @Nullable Bandwidth ambr,
        @Nullable AccessRestrictions restrictions,
        @Nullable String msisdn,
        List<ApplicationIdentity> applicationIdentities) {
    /// The built-in profile as it is.
    public static final Subscription STANDARD = standard("");

    private static final int MAX_PROFILE_CHARS = 64;
    private static final Pattern MSISDN = Pattern.compile("[0-9]{5,15}");

    public Subscription {
        if (profile.length() > MAX_PROFILE_CHARS) {
            throw new InvalidValue("profile", "has more than 64 characters");
        }
        if (msisdn != null) {
            requireMsisdn(msisdn);
        }
        applicationIdentities = ApplicationIdentity.ofSubscriber(applicationIdentities);
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
}
