package dev.bestow.keystore;

import dev.bestow.core.Octets;

/// Replay admission of an application server: a test-and-set with one owner that survives restarts.
public interface ClaimStore {
    /// Claims (key, RAND_AS) for the caller, if nobody has before. [ClaimOutcome.Admitted] is durable
    /// before it is returned, so a crash can lose an answer but never admit a replay.
    ClaimOutcome claim(Claim claim, long nowMs);

    /// Keeps the response of an admitted claim for repetitions. Without a mark (swept, or never
    /// claimed) this does nothing. A second response for one claim does not replace the first: two
    /// responses under one key would be two messages under one nonce.
    void storeResponse(Octets keyName, Octets randAs, Octets response);

    /// Removes marks whose key expired long enough ago; returns how many.
    long sweep(long nowMs);
}
