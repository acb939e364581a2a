package dev.bestow.session.key;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// Replay admission: a test-and-set with one owner, which must outlive a restart of the application
/// server. May block until the claim is durable. Thread-safe.
public interface ReplayClaims {
    /// Claims (`key`, `randAs`) for the request with this SHA-256 (32 octets). The mark is kept at
    /// least until `expiry`, the end of the key. Called after the MAC check only, so nobody without
    /// the key can fill the store.
    Outcome claim(Rand key, Octets randAs, Octets requestDigest, Instant expiry);

    /// Keeps the response for byte-identical repeats of an admitted request.
    void storeResponse(Rand key, Octets randAs, Octets response);

    /// What a claim came to.
    sealed interface Outcome {
        /// Ours and first: deliver.
        record Admitted() implements Outcome {}

        /// The same octets as an admitted request, soon after it: do not deliver, send this again.
        /// `null` while its first copy is still being handled, or when the process died meanwhile.
        record Repeat(@Nullable Octets response) implements Outcome {}

        /// Used before, by other octets or too long ago.
        record Replayed() implements Outcome {}

        /// The key has as many marks as it may have: nothing is delivered and nothing forgotten.
        record Full() implements Outcome {}

        /// The key ended before the claim was made.
        record Expired() implements Outcome {}
    }
}
