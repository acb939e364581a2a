package dev.bestow.wire.s6a;

import dev.bestow.core.AsId;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;

import java.util.ArrayList;
import java.util.List;

/// [SecurityPolicy] as a group, in Subscription-Data and in Key-Push. Our own filler.
///
/// ```
/// Security-Policy := *[AS-Id] {Key-Lifetime} {Confidentiality-Allowed}
/// ```
public final class SecurityPolicyAvp {
    private final BestowAvps bestow;
    private final Grammar group;

    public SecurityPolicyAvp(BestowAvps bestow) {
        this.bestow = bestow;
        group =
                Grammar.of(
                        bestow.dictionary(),
                        List.of(bestow.keyLifetime, bestow.confidentialityAllowed),
                        List.of());
    }

    public void put(SecurityPolicy policy, MessageBuilder out) {
        out.openGroup(bestow.securityPolicy);
        for (AsId asId : policy.allowedAs()) {
            out.put(bestow.asId, asId.fqdn());
        }
        out.put(bestow.keyLifetime, policy.keyLifetimeSeconds())
                .put(bestow.confidentialityAllowed, policy.confidentialityAllowed() ? 1 : 0)
                .closeGroup();
    }

    /// Reads the group the cursor stands on.
    public SecurityPolicy read(AvpCursor securityPolicy) {
        AvpCursor avps = securityPolicy.group();
        List<AsId> allowedAs = new ArrayList<>();
        long lifetimeSeconds = 0;
        boolean confidentialityAllowed = false;
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(bestow.asId)) {
                allowedAs.add(CoreValues.asId(avps));
            } else if (avps.is(bestow.keyLifetime)) {
                lifetimeSeconds = avps.unsigned32();
                if (lifetimeSeconds == 0) {
                    throw avps.refuse(Kind.AVP_VALUE);
                }
            } else if (avps.is(bestow.confidentialityAllowed)) {
                confidentialityAllowed = CoreValues.flag(avps);
            }
        }
        group.complete(seen);
        return new SecurityPolicy(allowedAs, lifetimeSeconds, confidentialityAllowed);
    }
}
