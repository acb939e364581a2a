package dev.bestow.keystore.cassandra;

import dev.bestow.core.Clock;

/// How long the cluster keeps a fact. Whether a fact counts is the reader's to say, by its own times; this
/// only clears away, so it may be late and never early.
///
/// @param clock this node's
/// @param afterMs how long a fact is kept after it has ended
record TimeToLive(Clock clock, long afterMs) {
    /// What Cassandra takes at most is twenty years.
    private static final long MAX_SECONDS = 20L * 365 * 86_400;

    /// In seconds, for what ends at `untilMs`.
    int seconds(long untilMs) {
        long ms = Math.max(0, untilMs - clock.nowMs()) + afterMs;
        return (int) Math.min(MAX_SECONDS, ms / 1_000 + 1);
    }
}
