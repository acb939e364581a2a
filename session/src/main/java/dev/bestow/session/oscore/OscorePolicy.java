package dev.bestow.session.oscore;

import dev.bestow.core.InvalidValue;

/// The bounds of an OSCORE server.
///
/// @param maxContexts security contexts held in memory, the longest unused given up first; one for each key at most
/// @param keyCacheSeconds how long a fetched key is used without asking again, so that a withdrawal reaches this server
public record OscorePolicy(int maxContexts, int keyCacheSeconds) {
    /// For a fleet of some ten thousand; as a Ua server has them.
    public static final OscorePolicy STANDARD = new OscorePolicy(65_536, 600);

    private static final int MOST_CONTEXTS = 1 << 20;
    private static final int MOST_SECONDS = 86_400;

    public OscorePolicy {
        requireRange("oscore.maxContexts", maxContexts, MOST_CONTEXTS);
        requireRange("oscore.keyCacheSeconds", keyCacheSeconds, MOST_SECONDS);
    }

    private static void requireRange(String field, int value, int limit) {
        if (value < 1 || value > limit) {
            throw new InvalidValue(field, "needs 1 to " + limit);
        }
    }
}
