package dev.bestow.wire.s6t;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.KeyKind;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDefinition;
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

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// [KeyTerms] as a group. Our own filler: Key-Push, without a key in it.
///
/// ```
/// Key-Push := {User-Identifier} {Epoch} {Issue-Number} {Visited-PLMN-Id} {Requesting-Host} {Key-Expiry}
///        {Security-Policy} [Confirms] [Key-Kind] *[Application-Identity]
/// ```
public final class KeyTermsAvp {
    private final BestowAvps bestow;
    private final SecurityPolicyAvp securityPolicy;
    private final Grammar group;

    public KeyTermsAvp(BestowAvps bestow, AvpDictionary known) {
        this.bestow = bestow;
        securityPolicy = new SecurityPolicyAvp(bestow);
        List<AvpDefinition> required = new ArrayList<>(required(bestow));
        required.add(TgppAvps.USER_IDENTIFIER);
        group = Grammar.of(known, required, optional(bestow));
    }

    /// What each key's terms hold.
    static List<AvpDefinition> required(BestowAvps bestow) {
        return List.of(
                bestow.epoch,
                bestow.issueNumber,
                TgppAvps.VISITED_PLMN_ID,
                bestow.requestingHost,
                bestow.keyExpiry,
                bestow.securityPolicy);
    }

    /// What they hold at most once.
    static List<AvpDefinition> optional(BestowAvps bestow) {
        return List.of(bestow.confirms, bestow.keyKind);
    }

    /// The whole group.
    public void put(KeyTerms terms, MessageBuilder out) {
        out.openGroup(bestow.keyPush);
        new UserIdentifier(terms.imsi(), terms.externalIdentifier()).putInto(out);
        putInside(terms, out);
        out.closeGroup();
    }

    /// What the group holds beside its user.
    void putInside(KeyTerms terms, MessageBuilder out) {
        out.put(bestow.epoch, terms.epoch())
                .put(bestow.issueNumber, terms.issueNumber())
                .put(TgppAvps.VISITED_PLMN_ID, terms.visitedPlmn().encode())
                .put(bestow.requestingHost, terms.requestingHost())
                .put(bestow.keyExpiry, terms.expiry().toEpochMilli());
        securityPolicy.put(terms.policy(), out);
        if (terms.confirms()) {
            out.put(bestow.confirms, 1);
        }
        KeyKindAvp.put(terms.kind(), bestow, out);
        for (ApplicationIdentity identity : terms.applicationIdentities()) {
            out.put(bestow.applicationIdentity, identity.text());
        }
    }

    /// Reads the inside of the group.
    public KeyTerms read(AvpCursor avps) {
        UserIdentifier user = null;
        Reading reading = reading();
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(TgppAvps.USER_IDENTIFIER)) {
                user = UserIdentifier.from(avps);
            } else {
                reading.read(avps);
            }
        }
        group.complete(seen);
        return reading.terms(requireNonNull(user));
    }

    Reading reading() {
        return new Reading();
    }

    /// The terms so far, as a cursor passes over them.
    final class Reading {
        private KeyKind kind = KeyKind.KS;
        private long epoch;
        private long issueNumber;
        private @Nullable PlmnId visitedPlmn;
        private @Nullable String requestingHost;
        private boolean confirms;
        private @Nullable Instant expiry;
        private @Nullable SecurityPolicy policy;
        private final List<ApplicationIdentity> identities = new ArrayList<>(0);

        /// Reads the AVP the cursor stands on, if it is one of them.
        void read(AvpCursor avp) {
            if (avp.is(bestow.keyKind)) {
                kind = KeyKindAvp.from(avp);
            } else if (avp.is(bestow.epoch)) {
                epoch = CoreValues.count(avp);
            } else if (avp.is(bestow.issueNumber)) {
                issueNumber = CoreValues.count(avp);
            } else if (avp.is(TgppAvps.VISITED_PLMN_ID)) {
                visitedPlmn = CoreValues.plmnId(avp);
            } else if (avp.is(bestow.requestingHost)) {
                requestingHost = avp.identity();
            } else if (avp.is(bestow.confirms)) {
                confirms = CoreValues.flag(avp);
            } else if (avp.is(bestow.keyExpiry)) {
                expiry = CoreValues.epochMillis(avp);
            } else if (avp.is(bestow.securityPolicy)) {
                policy = securityPolicy.read(avp);
            } else if (avp.is(bestow.applicationIdentity)) {
                addIdentity(avp);
            }
        }

        private void addIdentity(AvpCursor avp) {
            if (identities.size() == ApplicationIdentity.MAX_IDENTITIES) {
                throw avp.refuse(DecodeException.Kind.AVP_TOO_MANY);
            }
            ApplicationIdentity identity = CoreValues.applicationIdentity(avp);
            if (identities.contains(identity)) {
                throw avp.refuse(DecodeException.Kind.AVP_VALUE);
            }
            identities.add(identity);
        }

        /// Once a grammar found all of them.
        KeyTerms terms(UserIdentifier user) {
            return new KeyTerms(
                    user.imsi(),
                    user.externalIdentifier(),
                    identities,
                    kind,
                    epoch,
                    issueNumber,
                    requireNonNull(visitedPlmn),
                    requireNonNull(requestingHost),
                    confirms,
                    requireNonNull(expiry),
                    requireNonNull(policy));
        }
    }
}
