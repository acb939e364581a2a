package dev.bestow.wire.s6a;

import static dev.bestow.wire.diameter.BaseAvps.SERVICE_SELECTION;
import static dev.bestow.wire.diameter.TgppAvps.EXTERNAL_IDENTIFIER;
import static dev.bestow.wire.s6a.S6aAvps.ALL_APN_CONFIGURATIONS_INCLUDED_INDICATOR;
import static dev.bestow.wire.s6a.S6aAvps.APN_CONFIGURATION;
import static dev.bestow.wire.s6a.S6aAvps.APN_CONFIGURATION_PROFILE;
import static dev.bestow.wire.s6a.S6aAvps.CONTEXT_IDENTIFIER;
import static dev.bestow.wire.s6a.S6aAvps.PDN_TYPE;
import static dev.bestow.wire.s6a.S6aAvps.SUBSCRIPTION_DATA;

import static java.util.Objects.requireNonNull;

import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// [SubscriptionData] as a group (TS 29.272 clause 7.3.2).
///
/// ```
/// Subscription-Data := [MSISDN] [Network-Access-Mode] [AMBR] [External-Identifier]
///        [APN-Configuration-Profile] [Security-Policy]
/// APN-Configuration-Profile := {Context-Identifier} {All-APN-Configurations-Included-Indicator}
///        *{APN-Configuration}
/// APN-Configuration := {Context-Identifier} {PDN-Type} {Service-Selection}
///        [EPS-Subscribed-QoS-Profile] [AMBR]
/// ```
///
/// The default APN is the configuration whose Context-Identifier the profile repeats. A subscription
/// without Security-Policy comes from an HSS that is not Bestow's and lets nobody have a key.
final class SubscriptionDataAvp {
    private static final int DEFAULT_CONTEXT = 1;
    private static final int ALL_INCLUDED = 0;
    private static final int PDN_TYPE_IPV4 = 0;

    private final SecurityPolicyAvp securityPolicy;
    private final BestowAvps bestow;
    private final Grammar group;
    private final Grammar profile;
    private final Grammar configuration;

    SubscriptionDataAvp(BestowAvps bestow, AvpDictionary known) {
        this.bestow = bestow;
        securityPolicy = new SecurityPolicyAvp(bestow);
        group =
                Grammar.of(
                        known,
                        List.of(APN_CONFIGURATION_PROFILE),
                        List.of(EXTERNAL_IDENTIFIER, bestow.securityPolicy));
        profile =
                Grammar.of(
                        known,
                        List.of(CONTEXT_IDENTIFIER, ALL_APN_CONFIGURATIONS_INCLUDED_INDICATOR),
                        List.of());
        configuration =
                Grammar.of(
                        known, List.of(CONTEXT_IDENTIFIER, PDN_TYPE, SERVICE_SELECTION), List.of());
    }

    void put(SubscriptionData subscription, MessageBuilder out) {
        out.openGroup(SUBSCRIPTION_DATA);
        String externalIdentifier = subscription.externalIdentifier();
        if (externalIdentifier != null) {
            out.put(EXTERNAL_IDENTIFIER, externalIdentifier);
        }
        out.openGroup(APN_CONFIGURATION_PROFILE)
                .put(CONTEXT_IDENTIFIER, DEFAULT_CONTEXT)
                .put(ALL_APN_CONFIGURATIONS_INCLUDED_INDICATOR, ALL_INCLUDED)
                .openGroup(APN_CONFIGURATION)
                .put(CONTEXT_IDENTIFIER, DEFAULT_CONTEXT)
                .put(PDN_TYPE, PDN_TYPE_IPV4)
                .put(SERVICE_SELECTION, subscription.apn())
                .closeGroup()
                .closeGroup();
        securityPolicy.put(subscription.policy(), out);
        out.closeGroup();
    }

    SubscriptionData read(AvpCursor subscriptionData) {
        AvpCursor avps = subscriptionData.group();
        String externalIdentifier = null;
        String apn = null;
        SecurityPolicy policy = SecurityPolicy.NOBODY;
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(EXTERNAL_IDENTIFIER)) {
                externalIdentifier = avps.utf8();
            } else if (avps.is(APN_CONFIGURATION_PROFILE)) {
                apn = defaultApn(avps);
            } else if (avps.is(bestow.securityPolicy)) {
                policy = securityPolicy.read(avps);
            }
        }
        group.complete(seen);
        return new SubscriptionData(externalIdentifier, requireNonNull(apn), policy);
    }

    /// Values of one length are checked for it, whether anybody goes by them or not. Two passes, because
    /// configurations may stand before the number that chooses among them.
    private String defaultApn(AvpCursor apnConfigurationProfile) {
        AvpCursor avps = apnConfigurationProfile.group();
        long defaultContext = 0;
        int seen = 0;
        while (avps.next()) {
            seen = profile.tick(seen, avps);
            if (avps.is(CONTEXT_IDENTIFIER)) {
                defaultContext = avps.unsigned32();
            } else if (avps.is(ALL_APN_CONFIGURATIONS_INCLUDED_INDICATOR)) {
                avps.integer32();
            }
        }
        profile.complete(seen);
        String apn = null;
        avps = apnConfigurationProfile.group();
        while (avps.next()) {
            if (avps.is(APN_CONFIGURATION)) {
                String named = apnOfContext(avps, defaultContext);
                apn = named == null ? apn : named;
            }
        }
        if (apn == null) {
            throw DecodeException.missing(APN_CONFIGURATION);
        }
        return apn;
    }

    /// The APN, or null when this configuration is of another context.
    private @Nullable String apnOfContext(AvpCursor apnConfiguration, long context) {
        AvpCursor avps = apnConfiguration.group();
        String apn = null;
        boolean found = false;
        int seen = 0;
        while (avps.next()) {
            seen = configuration.tick(seen, avps);
            if (avps.is(CONTEXT_IDENTIFIER)) {
                found = avps.unsigned32() == context;
            } else if (avps.is(SERVICE_SELECTION)) {
                apn = avps.utf8();
            } else if (avps.is(PDN_TYPE)) {
                avps.integer32();
            }
        }
        configuration.complete(seen);
        return found ? apn : null;
    }
}
