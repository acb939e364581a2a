package dev.bestow.hss.provision;

import dev.bestow.aka.Amf;
import dev.bestow.aka.InsecureTestXor;
import dev.bestow.aka.SqnSlice;
import dev.bestow.core.AsId;
import dev.bestow.core.Fqdn;
import dev.bestow.core.InvalidValue;
import dev.bestow.hss.NetworkIdentifier;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.SqnScheme;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What no card file says about its subscribers.
///
/// @param externalDomain domain of the external identifiers that are made up, an FQDN of lower-case labels
/// @param allowedAs the application servers every subscriber of the file may use
/// @param cards what the cards have in common
/// @param apn the default APN, network identifier only; held in lower case
/// @param e2mBit the AMF bit that tells the cards that a run agrees on e2m keys, one of 8 to 15; [Amf#ZERO]
///     when they know, or there are none
/// @param tolerated the test algorithm, if cards that have nothing else may be stored
public record ProvisionDefaults(
        String externalDomain,
        List<AsId> allowedAs,
        CardBatch cards,
        String apn,
        Amf e2mBit,
        @Nullable InsecureTestXor tolerated) {
    /// For cards without e2m keys, none of the test algorithm.
    public ProvisionDefaults(
            String externalDomain, List<AsId> allowedAs, CardBatch cards, String apn) {
        this(externalDomain, allowedAs, cards, apn, Amf.ZERO, null);
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
        apn = NetworkIdentifier.require("APN", apn);
    }
}
