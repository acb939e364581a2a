package dev.bestow.ue.modem;

import dev.bestow.core.Octets;

import java.util.Locale;
import java.util.Optional;

/// The USIM's application identifier, which differs from card to card behind its first octets, as EF_DIR lists it
/// (TS 102 221 clause 13.1):
///
/// ```
/// 61 L | 4F L AID | 50 L label | ...
/// ```
final class UsimAid {
    /// What every USIM's begins with (TS 101 220), and most cards take for it.
    static final Octets PREFIX = Octets.parseHex("AID", "a0000000871002");

    private static final int TEMPLATE = 0x61;
    private static final int AID = 0x4f;
    private static final int AID_MAX_OCTETS = 16;

    private UsimAid() {}

    /// The first USIM's in records of EF_DIR, one after the other.
    static Optional<Octets> in(Octets records) {
        for (int at = 0; at + 4 <= records.length(); at++) {
            if (records.at(at) == TEMPLATE && records.at(at + 2) == AID) {
                int length = records.at(at + 3);
                int from = at + 4;
                if (length <= AID_MAX_OCTETS
                        && length >= PREFIX.length()
                        && from + length <= records.length()
                        && records.slice(from, PREFIX.length()).equals(PREFIX)) {
                    return Optional.of(records.slice(from, length));
                }
            }
        }
        return Optional.empty();
    }

    /// As AT commands write one.
    static String text(Octets aid) {
        return aid.hex().toUpperCase(Locale.ROOT);
    }
}
