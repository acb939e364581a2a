package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// `policy.scef`, `policy.emks` or `policy.hse` of a node.
///
/// @param host Diameter identity; null where it is not there
record KeyServerName(Party party, @Nullable String host) {
    private String key() {
        return party.name().toLowerCase(Locale.ROOT);
    }

    void require(Solution row) {
        if (host == null && isNeededBy(row)) {
            throw new InvalidValue(key(), "is missing, and solution " + row + " needs it");
        }
    }

    /// An HSE that gets its keys elsewhere is no business of the HSS.
    private boolean isNeededBy(Solution row) {
        return party == Party.HSE ? row.heldBy().contains(party) : row.parties().contains(party);
    }

    void requireNone() {
        if (host != null) {
            throw new InvalidValue(key(), "has no place beside solution: none");
        }
    }
}
