package dev.bestow.session.esp;

import dev.bestow.core.InvalidValue;

/// What one endpoint accepts in ESP, and its bounds.
///
/// @param encryptionRequired whether an opening in the form without encryption is refused where encryption is allowed
/// @param maxSessions sessions held in memory, some 6 kB each, the longest unused given up first
/// @param keyCacheSeconds how long a fetched key is used without asking again, so that a withdrawal reaches this
///     endpoint
public record EspPolicy(boolean encryptionRequired, int maxSessions, int keyCacheSeconds) {
    /// Encryption where it is allowed, and bounds for a fleet of some ten thousand.
    public static final EspPolicy STANDARD = new EspPolicy(true, 16_384, 600);

    /// SPIs are enough for more; memory is not.
    public static final int SESSION_LIMIT = 1 << 20;

    private static final int CACHE_LIMIT_SECONDS = 86_400;

    public EspPolicy {
        requireRange("esp.maxSessions", maxSessions, SESSION_LIMIT);
        requireRange("esp.keyCacheSeconds", keyCacheSeconds, CACHE_LIMIT_SECONDS);
    }

    private static void requireRange(String field, int value, int limit) {
        if (value < 1 || value > limit) {
            throw new InvalidValue(field, "needs 1 to " + limit);
        }
    }
}
