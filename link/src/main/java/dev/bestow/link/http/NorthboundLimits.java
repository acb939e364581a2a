package dev.bestow.link.http;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.accept.HalfOpen;

/// What a caller of the northbound interface may cost.
///
/// @param maxBodyOctets a longer request body is answered 413; no proper one has 400 octets
/// @param handshakeTimeoutMs from the first octet of a connection to the end of its TLS handshake
/// @param readTimeoutMs from the end of a handshake or answer to the head of the next request, and from there to the
///     end of its answer, however often octets trickle in between; then the connection is closed
/// @param maxConnections open at once with a certificate that we trust; more are closed
/// @param halfOpen connections before that; the oldest gives way
public record NorthboundLimits(
        int maxBodyOctets,
        int handshakeTimeoutMs,
        int readTimeoutMs,
        int maxConnections,
        HalfOpen.Limits halfOpen) {
    /// 4 KiB, ten seconds, one minute, 1,024 connections, 256 half open and 64 of them from one address: an
    /// application server opens that many at once.
    public static final NorthboundLimits STANDARD =
            new NorthboundLimits(4_096, 10_000, 60_000, 1_024, new HalfOpen.Limits(256, 64));

    public NorthboundLimits {
        requirePositive("http.maxBodyOctets", maxBodyOctets);
        requirePositive("http.handshakeTimeoutMs", handshakeTimeoutMs);
        requirePositive("http.readTimeoutMs", readTimeoutMs);
        requirePositive("http.maxConnections", maxConnections);
    }

    private static void requirePositive(String field, int value) {
        if (value < 1) {
            throw new InvalidValue(field, "needs at least 1");
        }
    }
}
