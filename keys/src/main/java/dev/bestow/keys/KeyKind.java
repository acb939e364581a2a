package dev.bestow.keys;

import dev.bestow.core.RandId;

import org.jspecify.annotations.Nullable;

/// What an AKA run can leave for application keys: the kinds of [AnchorKey]. A stored row and a message say which one
/// they hold; where they say nothing, it is a Ks.
public enum KeyKind {
    /// [Ks], of solutions 11 and 12.
    KS("Ks"),
    /// [E2mIntKey], of solutions 2, 3 and 10.
    E2M_INT_KEY("e2m_int_key"),
    /// [E2mKeySet], of solution 1.
    E2M_KEY_SET("e2m key set");

    private final String symbol;

    KeyKind(String symbol) {
        this.symbol = symbol;
    }

    /// The key of this kind that a run left, as the study calls it and by its RAND id.
    ///
    /// @param run null for the last one
    public String of(@Nullable RandId run) {
        return symbol + (run == null ? " of the last run" : " of RAND id " + run);
    }
}
