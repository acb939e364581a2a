package dev.bestow.keystore;

import dev.bestow.core.Octets;

/// Check values kept beside the rows of a store, one for each key that wraps some of them. See [KeyCheck].
public interface KeyChecks {
    /// The check value of the key called `purpose`; no octets when there is none.
    Octets find(String purpose);

    /// Puts `next`, which nobody else has, in the place of `known`, which has no octets for none. Durable when this
    /// returns true; false when something else is there by now.
    boolean replace(String purpose, Octets known, Octets next);
}
