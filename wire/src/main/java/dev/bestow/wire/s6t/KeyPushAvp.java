package dev.bestow.wire.s6t;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.Ks;
import dev.bestow.wire.diameter.AvpCursor;
import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.AvpDictionary;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CoreValues;
import dev.bestow.wire.diameter.Grammar;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.diameter.UserIdentifier;

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
    private final KeyTermsAvp terms;
    private final Grammar group;

    KeyPushAvp(BestowAvps bestow, AvpDictionary known) {
        this.bestow = bestow;
        terms = new KeyTermsAvp(bestow, known);
        List<AvpDefinition> required = new ArrayList<>(List.of(TgppAvps.RAND, bestow.ks));
        required.addAll(KeyTermsAvp.required(bestow));
        group = Grammar.of(known, required, KeyTermsAvp.optional(bestow));
    }

    void put(KeyPush push, MessageBuilder out) {
        new UserIdentifier(push.imsi(), push.externalIdentifier()).putInto(out);
        out.openGroup(bestow.keyPush)
                .put(TgppAvps.RAND, push.rand().octets())
                .put(bestow.ks, push.key().octets());
        terms.putInside(push.terms(), out);
        out.closeGroup();
    }

    /// Reads the inside of the group.
    KeyPush read(UserIdentifier user, AvpCursor avps) {
        Rand rand = null;
        Secret key = null;
        KeyTermsAvp.Reading reading = terms.reading();
        int seen = 0;
        while (avps.next()) {
            seen = group.tick(seen, avps);
            if (avps.is(TgppAvps.RAND)) {
                rand = CoreValues.rand(avps);
            } else if (avps.is(bestow.ks)) {
                key = avps.secret(Ks.OCTETS);
            } else {
                reading.read(avps);
            }
        }
        group.complete(seen);
        KeyTerms read = reading.terms(user);
        return read.of(requireNonNull(rand), AnchorKey.of(read.kind(), requireNonNull(key)));
    }
}
