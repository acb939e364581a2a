package dev.bestow.keystore;

import dev.bestow.core.Refused;

/// Caps and times of a [KeyRing].
///
/// @param maxPending unconfirmed keys per subscriber, and as many confirmations without a key. Anybody
///     can cause pushes by attaching with someone's IMSI: the cap bounds what that costs
/// @param pendingMs how long a key waits for its confirmation
/// @param parkedMs how long a confirmation waits for its key
/// @param graceMs how long a superseded key still answers to its name
/// @param gutiKeptMs how long it is remembered who last owned a GUTI; longer than any confirmation can
///     be under way
/// @param retryAfterSeconds what [Selection.NotYet] says, 1 to 5
public record KeyRingLimits(
        int maxPending,
        long pendingMs,
        long parkedMs,
        long graceMs,
        long gutiKeptMs,
        int retryAfterSeconds) {
    /// Proven keys kept per subscriber: the current one and three before it, as many as a device that
    /// re-authenticates in a burst may still name.
    public static final int MAX_GENERATIONS = 4;

    /// GUTIs kept per key, newest first.
    public static final int MAX_GUTIS = 4;

    /// 8 pending for 1 h, grace 10 min, GUTI owners for 7 days.
    public static final KeyRingLimits STANDARD =
            new KeyRingLimits(8, 3_600_000, 3_600_000, 600_000, 7 * 86_400_000L, 2);

    public KeyRingLimits {
        if (maxPending < 1 || maxPending > 64) {
            throw new Refused("pending keys per subscriber", "needs 1 to 64");
        }
        if (pendingMs <= 0 || parkedMs <= 0 || graceMs < 0 || gutiKeptMs <= 0) {
            throw new Refused("key ring", "has a time that is not positive");
        }
        if (retryAfterSeconds < 1 || retryAfterSeconds > 5) {
            throw new Refused("retry after", "needs 1 to 5 s");
        }
    }
}
