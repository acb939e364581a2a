package dev.bestow.aka;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// What surrounds a generator in the tests: a clock to set, and the two stores, which outlive it.
final class SqnWorld implements Clock, SqnCeilings, SqnOffsets {
    static final Imsi IMSI = Imsi.parse("001010000000001");
    static final SqnSlice SLICE = new SqnSlice(Requester.MME, 0);
    static final SqnProfile PROFILE = SqnProfile.STANDARD;

    private final ConcurrentMap<Imsi, Long> offsets = new ConcurrentHashMap<>();
    private volatile long ceiling;
    private volatile long wallMs;
    private volatile long monotonicMs;

    /// Set to have every write fail.
    volatile boolean diskFull;

    /// Counts ceilings raised.
    volatile int raises;

    /// At `tick` seconds after the epoch of the generator.
    static SqnWorld at(long tick) {
        SqnWorld world = new SqnWorld();
        world.wallMs = SqnGenerator.EPOCH.toEpochMilli() + 1_000 * tick;
        return world;
    }

    SqnGenerator generator() {
        return generator(SqnLimits.DEFAULT);
    }

    SqnGenerator generator(SqnLimits limits) {
        return new SqnGenerator(this, this, this, limits);
    }

    /// Lets time pass.
    synchronized void pass(long seconds) {
        wallMs += 1_000 * seconds;
        monotonicMs += 1_000 * seconds;
    }

    /// Moves the wall clock alone.
    synchronized void step(long seconds) {
        wallMs += 1_000 * seconds;
    }

    @Override
    public long nowMs() {
        return wallMs;
    }

    @Override
    public long nowNs() {
        return 1_000_000 * monotonicMs;
    }

    @Override
    public long ceiling() {
        return ceiling;
    }

    @Override
    public synchronized void raise(long to) {
        requireDisk();
        raises++;
        ceiling = to;
    }

    @Override
    public long offset(Imsi imsi) {
        return offsets.getOrDefault(imsi, 0L);
    }

    @Override
    public void raise(Imsi imsi, long offset) {
        requireDisk();
        offsets.merge(imsi, offset, Math::max);
    }

    private void requireDisk() {
        if (diskFull) {
            throw new IllegalStateException("disk full");
        }
    }

    static SqnIssue.Issued issued(SqnIssue issue) {
        if (issue instanceof SqnIssue.Issued issued) {
            return issued;
        }
        throw new AssertionError("not issued: " + issue);
    }

    static long seq(SqnIssue issue) {
        return PROFILE.seq(issued(issue).sqn());
    }
}
