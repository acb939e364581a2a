package dev.bestow.wire.s6a;

import static dev.bestow.wire.diameter.TgppAvps.EXTERNAL_IDENTIFIER;
import static dev.bestow.wire.diameter.TgppAvps.MSISDN;
import static dev.bestow.wire.s6a.S6aAvps.ACCESS_RESTRICTION_DATA;
import static dev.bestow.wire.s6a.S6aAvps.ALL_APN_CONFIGURATIONS_INCLUDED_INDICATOR;
import static dev.bestow.wire.s6a.S6aAvps.AMBR;
import static dev.bestow.wire.s6a.S6aAvps.APN_CONFIGURATION;
import static dev.bestow.wire.s6a.S6aAvps.APN_CONFIGURATION_PROFILE;
import static dev.bestow.wire.s6a.S6aAvps.CONTEXT_IDENTIFIER;
import static dev.bestow.wire.s6a.S6aAvps.NETWORK_ACCESS_MODE;
import static dev.bestow.wire.s6a.S6aAvps.SUBSCRIBER_STATUS;
import static dev.bestow.wire.s6a.S6aAvps.SUBSCRIPTION_DATA;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.subscription.AccessPoint;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.core.subscription.NetworkAccessMode;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// [SubscriptionData] as a group (TS 29.272 clause 7.3.2).
///
/// ```
/// Subscription-Data := [Subscriber-Status] [MSISDN] [External-Identifier] [Network-Access-Mode]
///        [Access-Restriction-Data] [AMBR] [APN-Configuration-Profile] [Security-Policy]
/// APN-Configuration-Profile := {Context-Identifier} {All-APN-Configurations-Included-Indicator}
///        *{APN-Configuration}
/// ```
///
/// The default APN is the configuration whose Context-Identifier the profile repeats. An APN that is there again counts
/// once. A subscription without Security-Policy comes from an HSS that is not Bestow's, or has not heard that we take
/// part in application keys, and lets nobody have a key.
final class SubscriptionDataAvp {
    private static final int SERVICE_GRANTED = 0;
    private static final int DEFAULT_CONTEXT = 1;
    private static final int ALL_INCLUDED = 0;

    private final SecurityPolicyAvp securityPolicy;
    private final AmbrAvp ambr;
    private final ApnConfigurationAvp apnConfiguration;
    private final BestowAvps bestow;
    private final Grammar group;
    private final Grammar profile;

    SubscriptionDataAvp(BestowAvps bestow, AvpDictionary known) {
        this.bestow = bestow;
        securityPolicy = new SecurityPolicyAvp(bestow);
        ambr = new AmbrAvp(known);
        apnConfiguration = new ApnConfigurationAvp(known);
        group =
                Grammar.of(
                        known,
                        List.of(APN_CONFIGURATION_PROFILE),
                        List.of(
                                SUBSCRIBER_STATUS,
                                MSISDN,
                                EXTERNAL_IDENTIFIER,
                                NETWORK_ACCESS_MODE,
                                ACCESS_RESTRICTION_DATA,
                                AMBR,
                                bestow.securityPolicy));
        profile =
                Grammar.of(
                        known,
                        List.of(CONTEXT_IDENTIFIER, ALL_APN_CONFIGURATIONS_INCLUDED_INDICATOR),
                        List.of());
    }

    void put(SubscriptionData subscription, MessageBuilder out) {
        out.openGroup(SUBSCRIPTION_DATA).put(SUBSCRIBER_STATUS, SERVICE_GRANTED);
        String msisdn = subscription.msisdn();
        if (msisdn != null) {
            MsisdnAvp.put(msisdn, out);
        }
        String externalIdentifier = subscription.externalIdentifier();
        if (externalIdentifier != null) {
            out.put(EXTERNAL_IDENTIFIER, externalIdentifier);
        }
        AccessProfile access = subscription.access();
        out.put(NETWORK_ACCESS_MODE, access.mode().code());
        if (!access.restrictions().equals(AccessRestrictions.NONE)) {
            out.put(ACCESS_RESTRICTION_DATA, access.restrictions().bits());
        }
        ambr.put(access.ambr(), out);
        putProfile(access.accessPoints(), out);
        SecurityPolicy policy = subscription.policy();
        if (policy != null) {
            securityPolicy.put(policy, out);
        }
        out.closeGroup();
    }

    private void putProfile(List<AccessPoint> accessPoints, MessageBuilder out) {
        out.openGroup(APN_CONFIGURATION_PROFILE)
                .put(CONTEXT_IDENTIFIER, DEFAULT_CONTEXT)
                .put(ALL_APN_CONFIGURATIONS_INCLUDED_INDICATOR, ALL_INCLUDED);
        for (int i = 0; i < accessPoints.size(); i++) {
            apnConfiguration.put(DEFAULT_CONTEXT + i, accessPoints.get(i), out);
        }
        out.closeGroup();
    }

    SubscriptionData read(AvpCursor subscriptionData) {
        AvpCursor avps = subscriptionData.group();
        String msisdn = null;
        String externalIdentifier = null;
        NetworkAccessMode mode = NetworkAccessMode.PACKET_AND_CIRCUIT;
        AccessRestrictions restrictions = AccessRestrictions.NONE;
        Bandwidth bandwidth = Bandwidth.STANDARD;
        List<AccessPoint> accessPoints = null;
        SecurityPolicy policy = null;
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(SUBSCRIBER_STATUS)) {
                avps.integer32();
            } else if (avps.is(MSISDN)) {
                msisdn = MsisdnAvp.read(avps);
            } else if (avps.is(EXTERNAL_IDENTIFIER)) {
                externalIdentifier = avps.utf8();
            } else if (avps.is(NETWORK_ACCESS_MODE)) {
                mode = mode(avps.integer32());
            } else if (avps.is(ACCESS_RESTRICTION_DATA)) {
                restrictions = new AccessRestrictions(avps.integer32());
            } else if (avps.is(AMBR)) {
                bandwidth = ambr.read(avps);
            } else if (avps.is(APN_CONFIGURATION_PROFILE)) {
                accessPoints = accessPoints(avps);
            } else if (avps.is(bestow.securityPolicy)) {
                policy = securityPolicy.read(avps);
            }
        }
        group.complete(seen);
        var access = new AccessProfile(mode, restrictions, bandwidth, requireNonNull(accessPoints));
        return new SubscriptionData(externalIdentifier, msisdn, access, policy);
    }

    private static NetworkAccessMode mode(int code) {
        return Arrays.stream(NetworkAccessMode.values())
                .filter(mode -> mode.code() == code)
                .findFirst()
                .orElse(NetworkAccessMode.PACKET_AND_CIRCUIT);
    }

    /// Values of one length are checked for it, whether anybody goes by them or not.
    private List<AccessPoint> accessPoints(AvpCursor apnConfigurationProfile) {
        AvpCursor avps = apnConfigurationProfile.group();
        long defaultContext = 0;
        List<AccessPoint> inOrder = new ArrayList<>();
        Map<Long, AccessPoint> byContext = new HashMap<>();
        int seen = 0;
        while (avps.next()) {
            seen = profile.tick(seen, avps);
            if (avps.is(CONTEXT_IDENTIFIER)) {
                defaultContext = avps.unsigned32();
            } else if (avps.is(ALL_APN_CONFIGURATIONS_INCLUDED_INDICATOR)) {
                avps.integer32();
            } else if (avps.is(APN_CONFIGURATION)) {
                ApnConfigurationAvp.Numbered read = apnConfiguration.read(avps);
                inOrder.add(read.accessPoint());
                byContext.put(read.context(), read.accessPoint());
            }
        }
        profile.complete(seen);
        AccessPoint usual = byContext.get(defaultContext);
        if (usual == null) {
            throw DecodeException.missing(APN_CONFIGURATION);
        }
        return eachNameOnce(usual, inOrder);
    }

    private static List<AccessPoint> eachNameOnce(AccessPoint first, List<AccessPoint> all) {
        List<AccessPoint> kept = new ArrayList<>(List.of(first));
        Set<String> names = new HashSet<>(Set.of(first.name().toLowerCase(Locale.ROOT)));
        for (AccessPoint each : all) {
            if (kept.size() < AccessProfile.MAX_ACCESS_POINTS
                    && names.add(each.name().toLowerCase(Locale.ROOT))) {
                kept.add(each);
            }
        }
        return kept;
    }
}
