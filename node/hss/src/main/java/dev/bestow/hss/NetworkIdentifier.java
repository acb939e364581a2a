package dev.bestow.hss;

import dev.bestow.core.InvalidValue;
import dev.bestow.wire.nas.AccessPointName;

import java.util.List;

/// The network identifier of an APN: at most 63 octets once each label has its length octet, and nothing that means
/// something else in a core network (TS 23.003 clause 9.1.1).
public final class NetworkIdentifier {
    private static final int MAX_OCTETS = 63;

    private static final List<String> RESERVED_STARTS = List.of("rac", "lac", "sgsn", "rnc");
    private static final String RESERVED_END = ".gprs";

    private NetworkIdentifier() {}

    /// `apn` as NAS and Diameter carry it, in lower case.
    ///
    /// @param field what a refusal calls it
    /// @throws InvalidValue when they cannot
    public static String require(String field, String apn) {
        if (apn.length() >= MAX_OCTETS) {
            throw new InvalidValue(
                    field,
                    "has " + (apn.length() + 1) + " octets in a message, at most " + MAX_OCTETS);
        }
        if (List.of(apn.split("\\.", -1)).contains("")) {
            throw new InvalidValue(field, "has an empty label");
        }
        String name = lettersDigitsHyphens(field, apn);
        for (String start : RESERVED_STARTS) {
            if (name.startsWith(start)) {
                throw new InvalidValue(field, "starts with " + start + ", which is reserved");
            }
        }
        if (name.endsWith(RESERVED_END)) {
            throw new InvalidValue(field, "ends in .gprs, which an operator identifier does");
        }
        return name;
    }

    private static String lettersDigitsHyphens(String field, String apn) {
        try {
            return new AccessPointName(apn).name();
        } catch (InvalidValue e) {
            throw new InvalidValue(
                    field,
                    "holds something else than letters, digits and, inside a label, hyphens");
        }
    }
}
