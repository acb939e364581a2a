package dev.bestow.wire.s6a;

import static dev.bestow.wire.s6a.S6aAvps.ALLOCATION_RETENTION_PRIORITY;
import static dev.bestow.wire.s6a.S6aAvps.EPS_SUBSCRIBED_QOS_PROFILE;
import static dev.bestow.wire.s6a.S6aAvps.PRE_EMPTION_CAPABILITY;
import static dev.bestow.wire.s6a.S6aAvps.PRE_EMPTION_VULNERABILITY;
import static dev.bestow.wire.s6a.S6aAvps.PRIORITY_LEVEL;
import static dev.bestow.wire.s6a.S6aAvps.QOS_CLASS_IDENTIFIER;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.BearerQos;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;

import java.util.List;

/// [BearerQos] as a group (TS 29.272 clauses 7.3.37 and 7.3.40).
///
/// ```
/// EPS-Subscribed-QoS-Profile := {QoS-Class-Identifier} {Allocation-Retention-Priority}
/// Allocation-Retention-Priority := {Priority-Level} [Pre-emption-Capability]
///        [Pre-emption-Vulnerability]
/// ```
///
/// A bearer of which nothing is said takes no resources of others, and others may take its (TS 29.212 clauses 5.3.46
/// and 5.3.47).
final class BearerQosAvp {
    private static final int ENABLED = 0;
    private static final int DISABLED = 1;

    private final Grammar group;
    private final Grammar priority;

    BearerQosAvp(AvpDictionary known) {
        group =
                Grammar.of(
                        known,
                        List.of(QOS_CLASS_IDENTIFIER, ALLOCATION_RETENTION_PRIORITY),
                        List.of());
        priority =
                Grammar.of(
                        known,
                        List.of(PRIORITY_LEVEL),
                        List.of(PRE_EMPTION_CAPABILITY, PRE_EMPTION_VULNERABILITY));
    }

    void put(BearerQos qos, MessageBuilder out) {
        out.openGroup(EPS_SUBSCRIBED_QOS_PROFILE)
                .put(QOS_CLASS_IDENTIFIER, qos.qci())
                .openGroup(ALLOCATION_RETENTION_PRIORITY)
                .put(PRIORITY_LEVEL, qos.priority())
                .put(PRE_EMPTION_CAPABILITY, qos.mayPreempt() ? ENABLED : DISABLED)
                .put(PRE_EMPTION_VULNERABILITY, qos.mayBePreempted() ? ENABLED : DISABLED)
                .closeGroup()
                .closeGroup();
    }

    /// Reads the group the cursor stands on; a QCI or priority there is none reads as [BearerQos#STANDARD].
    BearerQos read(AvpCursor qosProfile) {
        AvpCursor avps = qosProfile.group();
        int qci = 0;
        Arp arp = Arp.UNSAID;
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(QOS_CLASS_IDENTIFIER)) {
                qci = avps.integer32();
            } else if (avps.is(ALLOCATION_RETENTION_PRIORITY)) {
                arp = arp(avps);
            }
        }
        group.complete(seen);
        try {
            return new BearerQos(qci, arp.priority(), arp.mayPreempt(), arp.mayBePreempted());
        } catch (InvalidValue e) {
            return BearerQos.STANDARD;
        }
    }

    private record Arp(int priority, boolean mayPreempt, boolean mayBePreempted) {
        private static final Arp UNSAID = new Arp(0, false, true);
    }

    private Arp arp(AvpCursor allocationRetentionPriority) {
        AvpCursor avps = allocationRetentionPriority.group();
        Arp arp = Arp.UNSAID;
        int seen = 0;
        while (avps.next()) {
            seen = priority.tick(seen, avps);
            if (avps.is(PRIORITY_LEVEL)) {
                arp = new Arp(avps.integer32(), arp.mayPreempt(), arp.mayBePreempted());
            } else if (avps.is(PRE_EMPTION_CAPABILITY)) {
                arp = new Arp(arp.priority(), avps.integer32() == ENABLED, arp.mayBePreempted());
            } else if (avps.is(PRE_EMPTION_VULNERABILITY)) {
                arp = new Arp(arp.priority(), arp.mayPreempt(), avps.integer32() == ENABLED);
            }
        }
        priority.complete(seen);
        return arp;
    }
}
