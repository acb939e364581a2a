package dev.bestow.keystore;

import dev.bestow.core.KeyName;

/// The keys of #12: the HSS pushes (IMSI, RAND, Ks), the MME confirms (IMSI, RAND, GUTI), this joins
/// the two and answers by name.
///
/// Facts merge: in any order, repeated or late they end in the same state, as long as no cap of
/// [KeyRingLimits] is exceeded (then the state stays bounded, and a proven key still never gives way
/// to an unproven one). A key is *pending* until confirmed and does not leave the store before; the
/// confirmed one that was taken into use last is *current*; the ones before are *previous* and answer to
/// their names for a grace time. Which was last the MMEs tell, see
/// [dev.bestow.keystore.history.KeyHistory].
public interface KeyRing {
    /// Merges a push.
    PushOutcome push(PushedKey key);

    /// Merges a confirmation. An MME is believed about its own GUTIs only, and about keys whose vector
    /// it asked for itself.
    ConfirmOutcome confirm(Confirmation confirmation);

    /// Merges an erasure: what is below the floor is gone, and comes back by no late push.
    void erase(Erasure erasure);

    /// The keys called `name` at `nowMs`. Reads only.
    Selection select(KeyName name, long nowMs);

    /// Removes what no answer can ever contain again at `nowMs`; returns how many subscribers' rows
    /// changed. Takes its time: for a thread of its own, every few minutes.
    long sweep(long nowMs);
}
