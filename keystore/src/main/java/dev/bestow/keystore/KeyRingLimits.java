package dev.bestow.keystore;

import dev.bestow.core.InvalidValue;

/// Caps and times of a [KeyRing].
///
/// Anybody can cause pushes by attaching with someone's IMSI: the caps bound what that costs, and what those of one
/// MME cause displaces no key that another MME asked for. Each cap is one of each kind of key.
///
/// @param provenPerSource keys per subscriber that one source of [Proof] keeps: the current one and those before
///     it, as many as a device that re-authenticates in a burst may still name. Of locations it counts the sets
/// @param pendingPerMme unproven keys per subscriber and MME, and as many confirmations without a key
/// @param maxPending unproven keys per subscriber in all, and as many proofs of a source without a key
/// @param pendingMs how long a key waits for its proof
/// @param unmatchedMs how long a proof waits for its key
/// @param underWayMs how long an attach is taken to be under way. So long a key that awaits its
///     confirmation is answered with [Selection.NotYet], and a pending one gives way to no later push for the
///     same MME
/// @param graceMs how long a superseded key still answers to its name
/// @param gutiKeptMs how long it is remembered who last owned a GUTI; longer than any confirmation can
///     be under way
/// @param retryAfterSeconds what [Selection.NotYet] says, 1 to 5
public record KeyRingLimits(
        int provenPerSource,
        int pendingPerMme,
        int maxPending,
        long pendingMs,
        long unmatchedMs,
        long underWayMs,
        long graceMs,
        long gutiKeptMs,
        int retryAfterSeconds) {
    /// GUTIs kept per key, newest first.
    public static final int MAX_GUTIS = 4;

    /// Endpoints remembered per key that were handed one derived from it.
    public static final int MAX_ENDPOINTS = 8;

    /// 4 proven per source, 8 pending per MME and 32 in all for 1 h, 30 s for an attach, grace 10 min, GUTI owners
    /// for 7 days.
    public static final KeyRingLimits STANDARD =
            new KeyRingLimits(4, 8, 32, 3_600_000, 3_600_000, 30_000, 600_000, 7 * 86_400_000L, 2);

    public KeyRingLimits {
        if (provenPerSource < 1 || provenPerSource > 16) {
            throw new InvalidValue("proven keys per source", "needs 1 to 16");
        }
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

    /// How many keys one location proves at most: those that were pending, and as many that found no room before the
    /// proof and are pushed after it. One of all these is the device's.
    public int keysPerLocation() {
        return 2 * pendingPerMme;
    }

    /// These, but so many proven keys of each source.
    public KeyRingLimits keepingProven(int perSource) {
        return new KeyRingLimits(
                perSource,
                pendingPerMme,
                maxPending,
                pendingMs,
                unmatchedMs,
                underWayMs,
                graceMs,
                gutiKeptMs,
                retryAfterSeconds);
    }

    /// These, but a key waits so long for its proof.
    public KeyRingLimits withPendingMs(long ms) {
        return new KeyRingLimits(
                provenPerSource,
                pendingPerMme,
                maxPending,
                ms,
                unmatchedMs,
                underWayMs,
                graceMs,
                gutiKeptMs,
                retryAfterSeconds);
    }

    /// Whether what began at `sinceMs` is still under way. A clock that was set back ends it as well.
    public boolean underWay(long sinceMs, long nowMs) {
        return Math.abs(nowMs - sinceMs) < underWayMs;
    }
}
