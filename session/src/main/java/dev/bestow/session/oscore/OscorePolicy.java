package dev.bestow.session.oscore;

import dev.bestow.core.InvalidValue;

/// The bounds of an OSCORE server.
///
/// @param maxContexts security contexts held in memory, the longest unused given up first; one for each key at most
/// @param keyCacheSeconds how long a fetched key is used without asking again, so that a withdrawal reaches this server
/// @param form3gpp whether devices may agree on a context by the round trip of TS 33.535 Annex D, beside our own form
public record OscorePolicy(int maxContexts, int keyCacheSeconds, boolean form3gpp) {
    /// For a fleet of some ten thousand; as a Ua server has them.
    public static final OscorePolicy STANDARD = new OscorePolicy(65_536, 600, false);

    /// Our own form alone.
    public OscorePolicy(int maxContexts, int keyCacheSeconds) {
        this(maxContexts, keyCacheSeconds, false);
    }

    private static final int MOST_CONTEXTS = 1 << 20;
    private static final int MOST_SECONDS = 86_400;

    public OscorePolicy {
        requireRange("oscore.maxContexts", maxContexts, MOST_CONTEXTS);
        requireRange("oscore.keyCacheSeconds", keyCacheSeconds, MOST_SECONDS);
    }

    /// The same, with 3GPP's form or without.
    public OscorePolicy withForm3gpp(boolean taken) {
        return new OscorePolicy(maxContexts, keyCacheSeconds, taken);
    }

    private static void requireRange(String field, int value, int limit) {
        if (value < 1 || value > limit) {
            throw new InvalidValue(field, "needs 1 to " + limit);
        }
    }
}
