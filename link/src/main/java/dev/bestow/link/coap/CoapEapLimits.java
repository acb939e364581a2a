package dev.bestow.link.coap;

import dev.bestow.core.InvalidValue;

/// What devices that have proven nothing may cost.
///
/// @param runs under way at once
/// @param runsPerSource of those, from one IPv4 address or /64 of IPv6. Devices behind one address share it
public record CoapEapLimits(int runs, int runsPerSource) {
    /// A run is some hundred octets and a timer.
    public static final CoapEapLimits DEFAULT = new CoapEapLimits(10_000, 64);

    /// From the cookie to the end. The radio of a device far out takes seconds for a message, and each of three
    /// messages may be lost once.
    public static final long RUN_MS = 30_000;

    /// Wait for an answer before a message is sent again, which doubles each time: RFC 7252 clause 4.8 begins with as
    /// much.
    static final long ANSWER_MS = 2_000;

    /// How often one message is sent at most. A fifth would leave after the run has expired.
    static final int TRANSMISSIONS = 4;

    public CoapEapLimits {
        if (runs < 1 || runsPerSource < 1) {
            throw new InvalidValue("runs", "needs at least one");
        }
    }
}
