package dev.bestow.keystore;

import dev.bestow.core.InvalidValue;

/// Caps and times of a [KeyRing].
///
/// Anybody can cause pushes by attaching with someone's IMSI: the caps bound what that costs, and what those of one
/// MME cause displaces no key that another MME asked for.
///
/// @param pendingPerMme unconfirmed keys per subscriber and MME, and as many confirmations without a key
/// @param maxPending unconfirmed keys per subscriber in all, and as many confirmations without a key
/// @param pendingMs how long a key waits for its confirmation
/// @param unmatchedMs how long a confirmation waits for its key
/// @param underWayMs how long an attach is taken to be under way. So long a pending key is answered with
///     [Selection.NotYet], and gives way to no later push for the same MME
/// @param graceMs how long a superseded key still answers to its name
/// @param gutiKeptMs how long it is remembered who last owned a GUTI; longer than any confirmation can
///     be under way
/// @param retryAfterSeconds what [Selection.NotYet] says, 1 to 5
public record KeyRingLimits(
        int pendingPerMme,
        int maxPending,
        long pendingMs,
        long unmatchedMs,
        long underWayMs,
        long graceMs,
        long gutiKeptMs,
        int retryAfterSeconds) {
    /// Proven keys that answer per subscriber: the current one and three before it, as many as a device that
    /// re-authenticates in a burst may still name.
    public static final int MAX_GENERATIONS = 4;

    /// GUTIs kept per key, newest first.
    public static final int MAX_GUTIS = 4;

    /// 8 pending per MME and 32 in all for 1 h, 30 s for an attach, grace 10 min, GUTI owners for 7 days.
    public static final KeyRingLimits STANDARD =
            new KeyRingLimits(8, 32, 3_600_000, 3_600_000, 30_000, 600_000, 7 * 86_400_000L, 2);

    public KeyRingLimits {
        if (pendingPerMme < 1 || maxPending < pendingPerMme || maxPending > 64) {
            throw new InvalidValue(
                    "pending keys per subscriber", "needs 1 to 64, per MME not more");
        }
        if (pendingMs <= 0
                || unmatchedMs <= 0
                || underWayMs <= 0
                || graceMs < 0
                || gutiKeptMs <= 0) {
            throw new InvalidValue("key ring", "has a time that is not positive");
        }
        if (retryAfterSeconds < 1 || retryAfterSeconds > 5) {
            throw new InvalidValue("retry after", "needs 1 to 5 s");
        }
    }

    /// Whether what began at `sinceMs` is still under way. A clock that was set back ends it as well.
    public boolean underWay(long sinceMs, long nowMs) {
        return Math.abs(nowMs - sinceMs) < underWayMs;
    }
}
