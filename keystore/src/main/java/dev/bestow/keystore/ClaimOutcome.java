package dev.bestow.keystore;

import dev.bestow.core.Octets;

import java.util.Optional;

/// The answer to a [Claim].
public sealed interface ClaimOutcome {
    /// First of its kind: deliver it.
    record Admitted() implements ClaimOutcome {}

    /// Octet by octet the same request within the repeat time: send the stored response again and
    /// deliver nothing. Empty while the first one is still being worked on.
    record Repeat(Optional<Octets> response) implements ClaimOutcome {}

    /// This RAND_AS was used before: drop it.
    record Replayed() implements ClaimOutcome {}

    /// The key has as many marks as it may have. Marks are never forgotten to make room: the device
    /// needs a new key.
    record Full() implements ClaimOutcome {}

    /// The key had already expired.
    record Expired() implements ClaimOutcome {}
}
