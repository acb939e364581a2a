package dev.bestow.link.http;

import dev.bestow.core.Refused;

/// What a caller of the northbound interface may cost.
///
/// @param maxBodyOctets a longer request body is answered 413 unread; no proper one has 400 octets
/// @param readTimeoutMs a connection on which nothing comes for so long is closed, in the middle of a
///     handshake or request as between two
/// @param maxConnections open at once; more wait in the kernel's queue
public record NorthboundLimits(int maxBodyOctets, int readTimeoutMs, int maxConnections) {
    /// 4 KiB, one minute, 1,024 connections.
    public static final NorthboundLimits STANDARD = new NorthboundLimits(4_096, 60_000, 1_024);

    public NorthboundLimits {
        requirePositive("http.maxBodyOctets", maxBodyOctets);
        requirePositive("http.readTimeoutMs", readTimeoutMs);
        requirePositive("http.maxConnections", maxConnections);
    }

    private static void requirePositive(String field, int value) {
        if (value < 1) {
            throw new Refused(field, "needs at least 1");
        }
    }
}
