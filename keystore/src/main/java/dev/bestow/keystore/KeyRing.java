package dev.bestow.keystore;

import dev.bestow.core.KeyName;
import dev.bestow.keys.KeyKind;

import java.util.function.Predicate;

/// The keys of AKA runs at a key server: the HSS pushes them, proofs tell which runs succeeded, this joins the two
/// and answers by name.
///
/// Facts merge: in any order, repeated or late they end in the same state, as long as no cap of
/// [KeyRingLimits] is exceeded (then the state stays bounded, and a proven key still never gives way
/// to an unproven one). A key is *pending* until a [Proof] is here. While it awaits the confirmation of an MME it
/// does not leave the store; otherwise it answers to its RAND id, for only the SIM can compute it. Of the keys that
/// one source proves, the one taken into use last is *current*; the ones before are *previous* and answer to
/// their names for a grace time. Which was last, see
/// [dev.bestow.keystore.history.KindHistory].
///
/// A key that was pushed with a short hash answers to that as it does to its RAND id.
///
/// The keys of one run but of two kinds are two keys. Kinds share a subscriber's epoch floor and nothing else: no
/// key counts against a cap of another kind, and whoever asks for one kind never sees another.
public interface KeyRing {
    /// Merges a push.
    PushOutcome push(PushedKey key);

    /// Merges a proof. An MME is believed about its own GUTIs only, and about keys whose vector it asked for
    /// itself; an endpoint about keys it was handed.
    ProofOutcome prove(Proof proof);

    /// Notes that an endpoint gets a key, durably before it does. Writes nothing when it is noted already. Of one key
    /// at most [KeyRingLimits#MAX_ENDPOINTS] are remembered, and those that have reported before those that have
    /// not.
    void noteHandOut(HandOut handOut);

    /// Merges an erasure: what is below the floor is gone, of every kind, and comes back by no late push.
    void erase(Erasure erasure);

    /// The keys of this kind called `name` at `nowMs`, of those that `mayHave` allows. The others are never unwrapped,
    /// and whoever asks for one of them causes as many reads as whoever asks for a name that nobody has, so no time
    /// tells the two apart. Reads only.
    ///
    /// @param mayHave whether whoever asks may have a key of this owner
    Selection select(KeyKind kind, KeyName name, long nowMs, Predicate<KeyOwner> mayHave);

    /// The keys of this kind called `name` at `nowMs`, whosever they are. Reads only.
    default Selection select(KeyKind kind, KeyName name, long nowMs) {
        return select(kind, name, nowMs, _ -> true);
    }

    /// Removes what no answer can ever contain again at `nowMs`; returns how many subscribers' rows
    /// changed. Takes its time: for a thread of its own, every few minutes.
    long sweep(long nowMs);
}
