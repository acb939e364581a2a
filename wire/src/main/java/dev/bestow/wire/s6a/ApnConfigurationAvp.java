package dev.bestow.wire.s6a;

import static dev.bestow.wire.diameter.BaseAvps.SERVICE_SELECTION;
import static dev.bestow.wire.s6a.S6aAvps.AMBR;
import static dev.bestow.wire.s6a.S6aAvps.APN_CONFIGURATION;
import static dev.bestow.wire.s6a.S6aAvps.CONTEXT_IDENTIFIER;
import static dev.bestow.wire.s6a.S6aAvps.EPS_SUBSCRIBED_QOS_PROFILE;
import static dev.bestow.wire.s6a.S6aAvps.PDN_TYPE;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.subscription.AccessPoint;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.core.subscription.BearerQos;
import dev.bestow.core.subscription.PdnType;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;

import java.util.Arrays;
import java.util.List;

/// [AccessPoint] as a group (TS 29.272 clause 7.3.35).
///
/// ```
/// APN-Configuration := {Context-Identifier} {PDN-Type} {Service-Selection}
///        [EPS-Subscribed-QoS-Profile] [AMBR]
/// ```
///
/// An HSS of ours says everything. What another one leaves out, or a PDN type there is none, reads as in
/// [AccessPoint#standard]: no attach at our MME depends on it.
final class ApnConfigurationAvp {
    private final BearerQosAvp bearerQos;
    private final AmbrAvp ambr;
    private final Grammar group;

    ApnConfigurationAvp(AvpDictionary known) {
        bearerQos = new BearerQosAvp(known);
        ambr = new AmbrAvp(known);
        group =
                Grammar.of(
                        known,
                        List.of(CONTEXT_IDENTIFIER, PDN_TYPE, SERVICE_SELECTION),
                        List.of(EPS_SUBSCRIBED_QOS_PROFILE, AMBR));
    }

    /// @param context Context-Identifier, unlike that of any other access point of the subscription
    record Numbered(long context, AccessPoint accessPoint) {}

    void put(int context, AccessPoint accessPoint, MessageBuilder out) {
        out.openGroup(APN_CONFIGURATION)
                .put(CONTEXT_IDENTIFIER, context)
                .put(PDN_TYPE, accessPoint.pdnType().code())
                .put(SERVICE_SELECTION, accessPoint.name());
        bearerQos.put(accessPoint.qos(), out);
        Bandwidth bandwidth = accessPoint.ambr();
        if (bandwidth != null) {
            ambr.put(bandwidth, out);
        }
        out.closeGroup();
    }

    /// Reads the group the cursor stands on.
    Numbered read(AvpCursor apnConfiguration) {
        AvpCursor avps = apnConfiguration.group();
        long context = 0;
        String name = null;
        PdnType pdnType = PdnType.IPV4V6;
        BearerQos qos = BearerQos.STANDARD;
        Bandwidth bandwidth = null;
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(CONTEXT_IDENTIFIER)) {
                context = avps.unsigned32();
            } else if (avps.is(SERVICE_SELECTION)) {
                name = avps.utf8();
            } else if (avps.is(PDN_TYPE)) {
                pdnType = pdnType(avps.integer32());
            } else if (avps.is(EPS_SUBSCRIBED_QOS_PROFILE)) {
                qos = bearerQos.read(avps);
            } else if (avps.is(AMBR)) {
                bandwidth = ambr.read(avps);
            }
        }
        group.complete(seen);
        return new Numbered(
                context, new AccessPoint(requireNonNull(name), pdnType, qos, bandwidth));
    }

    private static PdnType pdnType(int code) {
        return Arrays.stream(PdnType.values())
                .filter(type -> type.code() == code)
                .findFirst()
                .orElse(PdnType.IPV4V6);
    }
}
