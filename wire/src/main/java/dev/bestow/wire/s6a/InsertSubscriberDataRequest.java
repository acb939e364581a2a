package dev.bestow.wire.s6a;

import dev.bestow.core.Imsi;

/// Insert-Subscriber-Data-Request (IDR, 319): the HSS tells the serving MME that a subscription has changed
/// (TS 29.272 clause 7.2.9).
///
/// @param subscription as it is now, whole
public record InsertSubscriberDataRequest(Imsi imsi, SubscriptionData subscription) {}
