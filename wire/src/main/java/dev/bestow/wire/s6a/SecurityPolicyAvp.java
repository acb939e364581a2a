package dev.bestow.wire.s6a;

import dev.bestow.core.AsId;
import dev.bestow.core.subscription.AuthenticationPolicy;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDefinition;
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
///        [Reauthentication-Interval] [Reauthentication-Count] [Minimum-Algorithms]
/// ```
///
/// The last three are not in Key-Push; a receiver that does not know them goes on as before.
public final class SecurityPolicyAvp {
    private final BestowAvps bestow;
    private final Grammar group;

    public SecurityPolicyAvp(BestowAvps bestow) {
        this.bestow = bestow;
        group =
                Grammar.of(
                        bestow.dictionary(),
                        List.of(bestow.keyLifetime, bestow.confidentialityAllowed),
                        List.of(
                                bestow.reauthenticationInterval,
                                bestow.reauthenticationCount,
                                bestow.minimumAlgorithms));
    }

    public void put(SecurityPolicy policy, MessageBuilder out) {
        out.openGroup(bestow.securityPolicy);
        for (AsId asId : policy.allowedAs()) {
            out.put(bestow.asId, asId.fqdn());
        }
        out.put(bestow.keyLifetime, policy.keyLifetimeSeconds())
                .put(bestow.confidentialityAllowed, policy.confidentialityAllowed() ? 1 : 0);
        AuthenticationPolicy authentication = policy.authentication();
        putUnless0(bestow.reauthenticationInterval, authentication.afterSeconds(), out);
        putUnless0(bestow.reauthenticationCount, authentication.afterKeys(), out);
        putUnless0(bestow.minimumAlgorithms, authentication.algorithms(), out);
        out.closeGroup();
    }

    private static void putUnless0(AvpDefinition definition, int value, MessageBuilder out) {
        if (value != 0) {
            out.put(definition, value);
        }
    }

    /// What is more than that is as good as never, and no algorithm there is.
    private static int count(AvpCursor avp) {
        return (int) Math.min(avp.unsigned32(), Integer.MAX_VALUE);
    }

    /// Reads the group the cursor stands on.
    public SecurityPolicy read(AvpCursor securityPolicy) {
        AvpCursor avps = securityPolicy.group();
        List<AsId> allowedAs = new ArrayList<>();
        long lifetimeSeconds = 0;
        boolean confidentialityAllowed = false;
        int afterSeconds = 0;
        int afterKeys = 0;
        int algorithms = 0;
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
            } else if (avps.is(bestow.reauthenticationInterval)) {
                afterSeconds = count(avps);
            } else if (avps.is(bestow.reauthenticationCount)) {
                afterKeys = count(avps);
            } else if (avps.is(bestow.minimumAlgorithms)) {
                algorithms = count(avps);
            }
        }
        group.complete(seen);
        return new SecurityPolicy(
                allowedAs,
                lifetimeSeconds,
                confidentialityAllowed,
                new AuthenticationPolicy(afterSeconds, afterKeys, algorithms));
    }
}
