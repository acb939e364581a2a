package dev.bestow.wire.s6a;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.AccessProfile;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/// Subscription-Data (TS 29.272 clause 7.3.2): what an HSS of ours says of a subscriber, and what our MME reads of it;
/// the rest is read over.
///
/// @param externalIdentifier `local@domain`, the only device identity an application server learns. As `policy`, only
///     for an MME that takes part in application keys
/// @param msisdn 1 to 15 digits, country code first; null without one
/// @param policy solution #4: who may have keys of this subscriber, for how long
public record SubscriptionData(
        @Nullable String externalIdentifier,
        @Nullable String msisdn,
        AccessProfile access,
        @Nullable SecurityPolicy policy) {
    public SubscriptionData {
        if (msisdn != null && !msisdn.matches("[0-9]{1,15}")) {
            throw new InvalidValue("MSISDN", "needs 1 to 15 decimal digits");
        }
    }

    /// Who may have keys: nobody where the HSS said nothing.
    public SecurityPolicy keyPolicy() {
        return Objects.requireNonNullElse(policy, SecurityPolicy.NOBODY);
    }
}
