package dev.bestow.wire.s6a;

import org.jspecify.annotations.Nullable;

/// What Bestow's MME uses of Subscription-Data (TS 29.272 clause 7.3.2); the rest is read over.
///
/// @param externalIdentifier `local@domain`, the only device identity an application server learns
/// @param apn the default APN, network identifier only
/// @param policy solution #4: who may have keys of this subscriber, for how long
public record SubscriptionData(
        @Nullable String externalIdentifier, String apn, SecurityPolicy policy) {}
