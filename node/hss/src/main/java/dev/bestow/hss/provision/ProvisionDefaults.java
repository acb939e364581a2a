package dev.bestow.hss.provision;

import dev.bestow.aka.Amf;
import dev.bestow.aka.InsecureTestXor;
import dev.bestow.aka.SqnSlice;
import dev.bestow.aka.cards.Card;
import dev.bestow.aka.cards.Column;
import dev.bestow.aka.cards.TextCell;
import dev.bestow.core.AsId;
import dev.bestow.core.Fqdn;
import dev.bestow.core.InvalidValue;
import dev.bestow.hss.AccessProfiles;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.Subscription;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What no card file says about its subscribers.
///
/// @param externalDomain domain of the external identifiers that are made up, an FQDN of lower-case labels
/// @param allowedAs the application servers every subscriber of the file may use
/// @param cards what the cards have in common
/// @param subscription what rows say of the subscription whose own cell is empty
/// @param profiles those a subscriber may have
/// @param e2mBit the AMF bit that tells the cards that a run agrees on e2m keys, one of 8 to 15; [Amf#ZERO]
///     when they know, or there are none
/// @param tolerated the test algorithm, if cards that have nothing else may be stored
public record ProvisionDefaults(
        String externalDomain,
        List<AsId> allowedAs,
        CardBatch cards,
        Map<Column, TextCell> subscription,
        AccessProfiles profiles,
        Amf e2mBit,
        @Nullable InsecureTestXor tolerated) {
    /// For cards without e2m keys, none of the test algorithm, and subscribers with the built-in profile.
    public ProvisionDefaults(String externalDomain, List<AsId> allowedAs, CardBatch cards) {
        this(externalDomain, allowedAs, cards, Map.of(), AccessProfiles.BUILT_IN, Amf.ZERO, null);
    }

    /// Longest that leaves room for the local part before it.
    private static final int MAX_DOMAIN_CHARS = 200;

    public ProvisionDefaults {
        Fqdn.require("external identifier domain", externalDomain);
        if (externalDomain.length() > MAX_DOMAIN_CHARS) {
            throw new InvalidValue(
                    "external identifier domain",
                    "has " + externalDomain.length() + " characters, at most " + MAX_DOMAIN_CHARS);
        }
        if (cards.scheme() == SqnScheme.TIME_BASED && cards.indBits() < SqnSlice.BITS) {
            throw new InvalidValue("IND bits", "needs 5 or more, or the counter scheme");
        }
        if (!e2mBit.equals(Amf.ZERO) && !cards.e2mKeys()) {
            throw new InvalidValue("e2m AMF bit", "has nothing to tell without e2m keys");
        }
        if (e2mBit.value() >= 1 << Byte.SIZE || Integer.bitCount(e2mBit.value()) > 1) {
            throw new InvalidValue("e2m AMF bit", "is one of 8 to 15, the operator's own");
        }
        allowedAs = List.copyOf(allowedAs);
        subscription = Map.copyOf(subscription);
        new SubscriptionReader(
                        profiles,
                        subscription,
                        (cell, reason) -> {
                            throw new InvalidValue(cell.column(), reason);
                        })
                .changed(Subscription.STANDARD);
    }

    /// What is said of the subscription of `card`.
    Map<Column, TextCell> subscription(Card card) {
        Map<Column, TextCell> cells = new HashMap<>(subscription);
        cells.putAll(card.subscription());
        return cells;
    }
}
