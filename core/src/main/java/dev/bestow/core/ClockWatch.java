package dev.bestow.core;

import java.util.OptionalLong;

/// Notices when the wall clock moves against the monotonic one. Both are slewed alike, so what differs
/// is a step; a machine that was suspended looks the same. Thread-safe.
public final class ClockWatch {
    /// Steps up to here happen and are absorbed.
    static final long STEP_MS = 5_000;

    /// How often the two clocks are put level, so that absorbed steps do not add up.
    private static final long ANCHOR_NS = 60_000_000_000L;

    /// A pair read further apart than this (the thread was parked in between) is no pair.
    private static final long APART_NS = 100_000_000;

    /// Both clocks at one moment.
    public record Reading(long wallMs, long monotonicNs) {}

    private final Clock clock;
    private volatile Reading anchor;

    /// Believes `clock` as it stands.
    public ClockWatch(Clock clock) {
        this.clock = clock;
        this.anchor = read(clock);
    }

    /// Both clocks now.
    public Reading read() {
        return read(clock);
    }

    private static Reading read(Clock clock) {
        long before;
        long wallMs;
        long after;
        do {
            before = clock.nowNs();
            wallMs = clock.nowMs();
            after = clock.nowNs();
        } while (after - before > APART_NS);
        return new Reading(wallMs, after);
    }

    /// Nothing, or the step since the last time the clock was believed in seconds, forward or, if negative, back. A
    /// clock that steps back to where it should be is believed again.
    public OptionalLong stepSeconds(Reading now) {
        Reading then = anchor;
        long elapsedNs = now.monotonicNs() - then.monotonicNs();
        long stepMs = now.wallMs() - then.wallMs() - elapsedNs / 1_000_000;
        if (Math.abs(stepMs) > STEP_MS) {
            return OptionalLong.of(stepMs / 1_000);
        }
        if (elapsedNs > ANCHOR_NS) {
            move(then, now);
        }
        return OptionalLong.empty();
    }

    /// Not over an anchor somebody else has set meanwhile: `to` may be the older reading.
    private synchronized void move(Reading from, Reading to) {
        if (anchor.equals(from)) {
            anchor = to;
        }
    }

    /// Believes the clock as it stands.
    public synchronized void confirm() {
        anchor = read(clock);
    }
}
