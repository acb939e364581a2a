package dev.bestow.hse;

import dev.bestow.core.InvalidValue;

/// What accounting may cost, and how long what it says holds.
///
/// @param sessionsPerClient sessions known of one client; one more displaces its oldest
/// @param sessions of all clients; one more displaces the oldest of the client that has the most
/// @param prefetchBurst keys that a client may have fetched at once
/// @param prefetchesPerSecond what it earns again
/// @param graceSeconds how long a session that ended is still known
public record AccountingLimits(
        int sessionsPerClient,
        int sessions,
        int prefetchBurst,
        int prefetchesPerSecond,
        int graceSeconds) {
    /// 65,536 sessions of a client and 131,072 in all; 1,000 prefetches at once and then 100 a second; a minute.
    public static final AccountingLimits DEFAULT =
            new AccountingLimits(65_536, 131_072, 1_000, 100, 60);

    private static final int MOST = 10_000_000;
    private static final int MOST_SECONDS = 86_400;

    public AccountingLimits {
        requireRange("sessionsPerClient", sessionsPerClient, MOST);
        requireRange("sessions", sessions, MOST);
        requireRange("prefetchBurst", prefetchBurst, MOST);
        requireRange("prefetchesPerSecond", prefetchesPerSecond, MOST);
        requireRange("graceSeconds", graceSeconds, MOST_SECONDS);
    }

    private static void requireRange(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new InvalidValue(field, "needs 1 to " + most);
        }
    }
}
