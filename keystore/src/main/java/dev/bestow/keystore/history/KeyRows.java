package dev.bestow.keystore.history;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.keys.KeyKind;

import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What an engine does for key histories: each is changed as a whole, durably when the call returns. An embedded
/// engine has one row per subscriber and changes it atomically.
///
/// A rule is a pure function and may run more than once. It is about some kinds; the history it gets, and the one
/// that is returned, may lack all others.
public interface KeyRows extends KeyFacts {
    /// Replaces a subscriber's history by what `rule` makes of it, and returns the new one. An empty
    /// history is no row.
    KeyHistory merge(Imsi imsi, Set<KeyKind> kinds, UnaryOperator<KeyHistory> rule);

    /// As [#merge], and in the same step merges `owner` into the owner of `guti`.
    KeyHistory mergeOwned(
            Imsi imsi,
            Set<KeyKind> kinds,
            UnaryOperator<KeyHistory> rule,
            Guti guti,
            GutiOwner owner);

    /// Applies `rule`, which is about all kinds, to every history it changes, and forgets the owners that
    /// `forgotten` names. Returns how many histories changed.
    long sweep(UnaryOperator<KeyHistory> rule, Predicate<GutiOwner> forgotten);
}
