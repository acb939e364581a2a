package dev.bestow.link.diameter;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.accept.HalfOpen;

/// Bounds and times of a node. [#DEFAULT] is what an operator wants; change single values with the
/// `with` methods.
///
/// @param maxMessageOctets longest message accepted; longer ones close their connection
/// @param halfOpen connections that came in and have not exchanged capabilities; the oldest gives way
/// @param maxInFlight requests of one connection being handled; further ones are answered 3004
/// @param maxPending own requests waiting for answers on one connection, rounded up to a power of two
/// @param watchdogMs Tw of RFC 3539 clause 3.4.1, at least 6 s
/// @param watchdogJitterMs added to or taken off each Tw, so that peers do not beat in step
/// @param capabilitiesMs from connecting to the end of TLS handshake and capabilities exchange
/// @param frameMs from the first octet of a message to its last, and for one write
/// @param reconnectMinMs pause before the first reconnect; doubles up to `reconnectMaxMs`
/// @param reconnectMaxMs longest pause, Tc of RFC 6733 clause 2.1. The 30 s recommended there spare a peer
///     that serves thousands of others; an HSS that is back and not connected for half a minute costs every
///     attach of that time, and one SYN in 5 s costs nobody anything
/// @param drainMs what [DiameterNode#close()] gives to requests under way and to DPR and DPA
public record DiameterLimits(
        int maxMessageOctets,
        HalfOpen.Limits halfOpen,
        int maxInFlight,
        int maxPending,
        long watchdogMs,
        long watchdogJitterMs,
        long capabilitiesMs,
        long frameMs,
        long reconnectMinMs,
        long reconnectMaxMs,
        long drainMs) {

    /// 64 KiB a message, 128 connections half open, 4096 requests in flight and 16384 pending on each,
    /// Tw 30 s ± 2 s, 5 s for capabilities, 10 s a frame, reconnects after 0.1 to 5 s, 1 s to drain.
    public static final DiameterLimits DEFAULT =
            new DiameterLimits(
                    65_536,
                    HalfOpen.Limits.DEFAULT,
                    4_096,
                    16_384,
                    30_000,
                    2_000,
                    5_000,
                    10_000,
                    100,
                    5_000,
                    1_000);

    /// RFC 3539 clause 3.4.1: below this, watchdogs are a load and a false alarm.
    private static final long MIN_WATCHDOG_MS = 6_000;

    /// The length field of a message has 24 bits.
    private static final int MAX_MESSAGE_OCTETS = 1 << 24;

    public DiameterLimits {
        require("maxMessageOctets", maxMessageOctets, 4_096, MAX_MESSAGE_OCTETS);
        require("maxInFlight", maxInFlight, 1, 1 << 20);
        require("maxPending", maxPending, 1, 1 << 20);
        require("watchdogMs", watchdogMs, MIN_WATCHDOG_MS, 3_600_000);
        require("watchdogJitterMs", watchdogJitterMs, 0, 2_000);
        require("capabilitiesMs", capabilitiesMs, 1, 60_000);
        require("frameMs", frameMs, 1, 60_000);
        require("reconnectMinMs", reconnectMinMs, 1, reconnectMaxMs);
        require("reconnectMaxMs", reconnectMaxMs, reconnectMinMs, 3_600_000);
        require("drainMs", drainMs, 0, 60_000);
    }

    private static void require(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new InvalidValue(field, "is " + value + ", needs " + least + " to " + most);
        }
    }

    public DiameterLimits withMaxMessageOctets(int octets) {
        return new DiameterLimits(
                octets,
                halfOpen,
                maxInFlight,
                maxPending,
                watchdogMs,
                watchdogJitterMs,
                capabilitiesMs,
                frameMs,
                reconnectMinMs,
                reconnectMaxMs,
                drainMs);
    }

    public DiameterLimits withHalfOpen(HalfOpen.Limits mostHalfOpen) {
        return new DiameterLimits(
                maxMessageOctets,
                mostHalfOpen,
                maxInFlight,
                maxPending,
                watchdogMs,
                watchdogJitterMs,
                capabilitiesMs,
                frameMs,
                reconnectMinMs,
                reconnectMaxMs,
                drainMs);
    }

    /// Requests in flight per connection as server, and pending as client.
    public DiameterLimits withMaxRequests(int inFlight, int pending) {
        return new DiameterLimits(
                maxMessageOctets,
                halfOpen,
                inFlight,
                pending,
                watchdogMs,
                watchdogJitterMs,
                capabilitiesMs,
                frameMs,
                reconnectMinMs,
                reconnectMaxMs,
                drainMs);
    }

    public DiameterLimits withWatchdog(long intervalMs, long jitterMs) {
        return new DiameterLimits(
                maxMessageOctets,
                halfOpen,
                maxInFlight,
                maxPending,
                intervalMs,
                jitterMs,
                capabilitiesMs,
                frameMs,
                reconnectMinMs,
                reconnectMaxMs,
                drainMs);
    }

    public DiameterLimits withReconnect(long minMs, long maxMs) {
        return new DiameterLimits(
                maxMessageOctets,
                halfOpen,
                maxInFlight,
                maxPending,
                watchdogMs,
                watchdogJitterMs,
                capabilitiesMs,
                frameMs,
                minMs,
                maxMs,
                drainMs);
    }

    /// Deadline of the capabilities exchange, and of one frame.
    public DiameterLimits withDeadlines(long capabilitiesMs, long frameMs) {
        return new DiameterLimits(
                maxMessageOctets,
                halfOpen,
                maxInFlight,
                maxPending,
                watchdogMs,
                watchdogJitterMs,
                capabilitiesMs,
                frameMs,
                reconnectMinMs,
                reconnectMaxMs,
                drainMs);
    }
}
