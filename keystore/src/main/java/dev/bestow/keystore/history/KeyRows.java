package dev.bestow.keystore.history;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;

import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What an embedded engine does for key histories: one row per subscriber, changed atomically and
/// durable when the call returns.
public interface KeyRows extends KeyFacts {
    /// Replaces a subscriber's history by what `rule` makes of it, and returns the new one. An empty
    /// history is no row. `rule` is a pure function and may run more than once.
    KeyHistory merge(Imsi imsi, UnaryOperator<KeyHistory> rule);

    /// As [#merge], and in the same step merges `owner` into the owner of `guti`.
    KeyHistory mergeOwned(Imsi imsi, UnaryOperator<KeyHistory> rule, Guti guti, GutiOwner owner);

    /// Applies `rule` to every history it changes, and forgets the owners that `forgotten` names.
    /// Returns how many histories changed.
    long sweep(UnaryOperator<KeyHistory> rule, Predicate<GutiOwner> forgotten);
}
