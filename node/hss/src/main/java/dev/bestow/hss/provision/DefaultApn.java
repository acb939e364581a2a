package dev.bestow.hss.provision;

import dev.bestow.core.InvalidValue;
import dev.bestow.wire.nas.AccessPointName;

import java.util.List;

/// A subscriber's default APN, network identifier only: at most 63 octets once each label has its length
/// octet, and nothing that means something else in a core network (TS 23.003 clause 9.1.1).
final class DefaultApn {
    private static final int MAX_OCTETS = 63;

    private static final List<String> RESERVED_STARTS = List.of("rac", "lac", "sgsn", "rnc");
    private static final String RESERVED_END = ".gprs";

    private DefaultApn() {}

    /// `apn` as NAS and Diameter carry it, in lower case.
    ///
    /// @throws InvalidValue when they cannot
    static String require(String apn) {
        if (apn.length() >= MAX_OCTETS) {
            throw new InvalidValue(
                    "APN",
                    "has " + (apn.length() + 1) + " octets in a message, at most " + MAX_OCTETS);
        }
        if (List.of(apn.split("\\.", -1)).contains("")) {
            throw new InvalidValue("APN", "has an empty label");
        }
        String name = lettersDigitsHyphens(apn);
        for (String start : RESERVED_STARTS) {
            if (name.startsWith(start)) {
                throw new InvalidValue("APN", "starts with " + start + ", which is reserved");
            }
        }
        if (name.endsWith(RESERVED_END)) {
            throw new InvalidValue("APN", "ends in .gprs, which an operator identifier does");
        }
        return name;
    }

    private static String lettersDigitsHyphens(String apn) {
        try {
            return new AccessPointName(apn).name();
        } catch (InvalidValue e) {
            throw new InvalidValue(
                    "APN",
                    "holds something else than letters, digits and, inside a label, hyphens");
        }
    }
}
