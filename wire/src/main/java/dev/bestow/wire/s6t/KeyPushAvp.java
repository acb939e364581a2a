package dev.bestow.wire.s6t;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.diameter.UserIdentifier;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SecurityPolicyAvp;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// [KeyPush] as a User-Identifier and a group beside it. Our own filler.
///
/// ```
/// Key-Push := {RAND} {Ks} {Epoch} {Issue-Number} {Visited-PLMN-Id} {Requesting-Host} {Key-Expiry}
///        {Security-Policy} [Confirms] [Key-Kind] *[Application-Identity]
/// ```
///
/// Ks holds the key of whatever kind; each has 32 octets. Of Application-Identity there are at most 16, all different;
/// one more is AVP_TOO_MANY.
final class KeyPushAvp {
    private final BestowAvps bestow;
    private final SecurityPolicyAvp securityPolicy;
    private final Grammar group;

    KeyPushAvp(BestowAvps bestow, AvpDictionary known) {
        this.bestow = bestow;
        securityPolicy = new SecurityPolicyAvp(bestow);
        group =
                Grammar.of(
                        known,
                        List.of(
                                TgppAvps.RAND,
                                bestow.ks,
                                bestow.epoch,
                                bestow.issueNumber,
                                TgppAvps.VISITED_PLMN_ID,
                                bestow.requestingHost,
                                bestow.keyExpiry,
                                bestow.securityPolicy),
                        List.of(bestow.confirms, bestow.keyKind));
    }

    void put(KeyPush push, MessageBuilder out) {
        new UserIdentifier(push.imsi(), push.externalIdentifier()).putInto(out);
        out.openGroup(bestow.keyPush)
                .put(TgppAvps.RAND, push.rand().octets())
                .put(bestow.ks, push.key().octets())
                .put(bestow.epoch, push.epoch())
                .put(bestow.issueNumber, push.issueNumber())
                .put(TgppAvps.VISITED_PLMN_ID, push.visitedPlmn().encode())
                .put(bestow.requestingHost, push.requestingHost())
                .put(bestow.keyExpiry, push.expiry().toEpochMilli());
        securityPolicy.put(push.policy(), out);
        if (push.confirms()) {
            out.put(bestow.confirms, 1);
        }
        KeyKindAvp.put(push.key().kind(), bestow, out);
        for (ApplicationIdentity identity : push.applicationIdentities()) {
            out.put(bestow.applicationIdentity, identity.text());
        }
        out.closeGroup();
    }

    /// Reads the inside of the group.
    KeyPush read(UserIdentifier user, AvpCursor avps) {
        Rand rand = null;
        Secret key = null;
        KeyKind kind = KeyKind.KS;
        long epoch = 0;
        long issueNumber = 0;
        PlmnId visitedPlmn = null;
        String requestingHost = null;
        boolean confirms = false;
        Instant expiry = null;
        SecurityPolicy policy = null;
        List<ApplicationIdentity> identities = List.of();
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(TgppAvps.RAND)) {
                rand = CoreValues.rand(avps);
            } else if (avps.is(bestow.ks)) {
                key = avps.secret(Ks.OCTETS);
            } else if (avps.is(bestow.keyKind)) {
                kind = KeyKindAvp.from(avps);
            } else if (avps.is(bestow.epoch)) {
                epoch = CoreValues.count(avps);
            } else if (avps.is(bestow.issueNumber)) {
                issueNumber = CoreValues.count(avps);
            } else if (avps.is(TgppAvps.VISITED_PLMN_ID)) {
                visitedPlmn = CoreValues.plmnId(avps);
            } else if (avps.is(bestow.requestingHost)) {
                requestingHost = avps.identity();
            } else if (avps.is(bestow.confirms)) {
                confirms = CoreValues.flag(avps);
            } else if (avps.is(bestow.keyExpiry)) {
                expiry = CoreValues.epochMillis(avps);
            } else if (avps.is(bestow.securityPolicy)) {
                policy = securityPolicy.read(avps);
            } else if (avps.is(bestow.applicationIdentity)) {
                identities = oneMore(identities, avps);
            }
        }
        group.complete(seen);
        return new KeyPush(
                user.imsi(),
                user.externalIdentifier(),
                identities,
                requireNonNull(rand),
                AnchorKey.of(kind, requireNonNull(key)),
                epoch,
                issueNumber,
                requireNonNull(visitedPlmn),
                requireNonNull(requestingHost),
                confirms,
                requireNonNull(expiry),
                requireNonNull(policy));
    }

    private static List<ApplicationIdentity> oneMore(
            List<ApplicationIdentity> before, AvpCursor avp) {
        if (before.size() == ApplicationIdentity.MAX_IDENTITIES) {
            throw avp.refuse(DecodeException.Kind.AVP_TOO_MANY);
        }
        ApplicationIdentity identity = CoreValues.applicationIdentity(avp);
        if (before.contains(identity)) {
            throw avp.refuse(DecodeException.Kind.AVP_VALUE);
        }
        List<ApplicationIdentity> all = new ArrayList<>(before);
        all.add(identity);
        return all;
    }
}
