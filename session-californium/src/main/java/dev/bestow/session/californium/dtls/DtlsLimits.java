package dev.bestow.session.californium.dtls;

import dev.bestow.core.InvalidValue;

/// How much a server keeps, and for how long.
///
/// @param sessions held at once; when all are in use, none is begun
/// @param halfOpen handshakes under way at once, of all sources
/// @param halfOpenPerSource of one IPv4 address or IPv6 /64
/// @param lookUps of keys at once; one more is refused
/// @param lookUpMs after which a handshake gets no key: a device leaves soon after
/// @param grantMs after which a session's key is asked for again, so that a withdrawal ends it
/// @param sweepMs how often sessions whose key has ended are looked for
public record DtlsLimits(
        int sessions,
        int halfOpen,
        int halfOpenPerSource,
        int lookUps,
        long lookUpMs,
        long grantMs,
        long sweepMs) {
    /// 65,536 sessions, 4,096 handshakes and 256 of one source, 5 s for a key, asked for again after 10 min.
    public static final DtlsLimits DEFAULT =
            new DtlsLimits(65_536, 4_096, 256, 4_096, 5_000, 600_000, 10_000);

    public DtlsLimits {
        requirePositive("sessions", sessions);
        requirePositive("halfOpen", halfOpen);
        requirePositive("halfOpenPerSource", halfOpenPerSource);
        requirePositive("lookUps", lookUps);
        requirePositive("lookUpMs", lookUpMs);
        requirePositive("grantMs", grantMs);
        requirePositive("sweepMs", sweepMs);
    }

    private static void requirePositive(String field, long value) {
        if (value < 1) {
            throw new InvalidValue(field, "needs at least 1");
        }
    }
}
