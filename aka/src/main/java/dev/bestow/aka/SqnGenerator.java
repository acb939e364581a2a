package dev.bestow.aka;

import dev.bestow.core.Clock;
import dev.bestow.core.ClockWatch;
import dev.bestow.core.Imsi;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReentrantLock;

/// Time-based sequence numbers (TS 33.102 clause C.1.1.3) that need no write per vector and never
/// repeat, a kill at any moment included:
///
/// ```
/// SEQ = g + offset(IMSI)
/// g   = max(now, floor, last g for this IMSI + 1)        seconds since 2024-01-01T00:00:00Z
/// IND = the slice of requester and HSS instance
/// ```
///
/// **The floor** is the ceiling as it was when this process started or an operator last confirmed the
/// clock. Before a `g` at or above the ceiling leaves, the ceiling has been moved beyond it, durably;
/// so every `g` of a former life lies below the floor, whatever the clock did.
///
/// **The last g** is kept per bucket of subscribers, in a table that neither grows nor forgets. A
/// bucket's last `g` is at least that of each of its members, so there is nothing to evict and no
/// member ever sees a `g` twice. Sharing a bucket costs a skipped number now and then.
///
/// **The offset** of a card that was found ahead only grows. It is read before and after `g` is taken:
/// when both agree, every `g` under the old offset was taken before every `g` under the new one, and
/// since both grow, so does SEQ.
///
/// **The epoch** is Bestow's choice: SEQ stays within Delta = 2^28 of a fresh card until the middle of
/// 2032. From then on a fresh card needs another epoch or a first SQN written when it is made.
///
/// Thread-safe and without locks, but for the callers that need a new ceiling: they wait for one disk
/// write among them. Normally none does, since one caller moves the ceiling a minute before the rest
/// would need it.
public final class SqnGenerator implements SqnSource {
    /// Tick 0 of `g`.
    public static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");

    /// How far the ceiling is moved ahead of the number that needs it, in ticks.
    private static final long CEILING_TICKS = 120;

    /// From this many ticks below the ceiling on, one caller moves it while the others go on.
    private static final long REFRESH_TICKS = 60;

    private final ClockWatch watch;
    private final SqnCeilings ceilings;
    private final SqnOffsets offsets;
    private final SqnLimits limits;
    private final AtomicLongArray lastTicks;
    private final ReentrantLock raising = new ReentrantLock();
    private volatile long floor;
    private volatile long ceiling;
    private volatile @Nullable ClockDoubt startDoubt;

    /// Starts from what `ceilings` remembers. Look at [#clockDoubt] before serving.
    public SqnGenerator(Clock clock, SqnCeilings ceilings, SqnOffsets offsets, SqnLimits limits) {
        this.watch = new ClockWatch(clock);
        this.ceilings = ceilings;
        this.offsets = offsets;
        this.limits = limits;
        this.floor = ceilings.ceiling();
        this.ceiling = floor;
        this.lastTicks = new AtomicLongArray(limits.buckets());
        this.startDoubt = startDoubt(ticks(watch.read()));
    }

    private @Nullable ClockDoubt startDoubt(long now) {
        if (floor - now > limits.startBehindSeconds()) {
            return new ClockDoubt.BehindCeiling(floor - now);
        }
        // A first start has no ceiling to compare with.
        if (floor > 0 && now - floor > limits.startAheadSeconds()) {
            return new ClockDoubt.AheadOfCeiling(now - floor);
        }
        return null;
    }

    /// Why the clock is not believed at the moment, if it is not.
    public Optional<ClockDoubt> clockDoubt() {
        return clockDoubt(watch.read());
    }

    private Optional<ClockDoubt> clockDoubt(ClockWatch.Reading now) {
        ClockDoubt atStart = startDoubt;
        if (atStart != null) {
            return Optional.of(atStart);
        }
        OptionalLong step = watch.stepSeconds(now);
        return step.isPresent()
                ? Optional.of(new ClockDoubt.Stepped(step.getAsLong()))
                : Optional.empty();
    }

    /// The operator's word that the clock is right as it stands; from here on as after a start. Numbers
    /// issued under a clock that is fast cannot be taken back: every card that sees one moves there,
    /// and the ceiling with it.
    public void confirmClock() {
        // Or those served before a step back would look as if they had run ahead.
        floor = ceiling;
        watch.confirm();
        startDoubt = null;
    }

    @Override
    public SqnIssue issue(Imsi imsi, SqnSlice slice, SqnProfile profile) {
        ClockWatch.Reading reading = watch.read();
        Optional<ClockDoubt> doubt = clockDoubt(reading);
        if (doubt.isPresent()) {
            return new SqnIssue.ClockDoubted(doubt.get());
        }
        long now = ticks(reading);
        while (true) {
            long offset = offsets.offset(imsi);
            long g = take(imsi, now);
            if (g < 0) {
                return new SqnIssue.RunAhead();
            }
            if (offsets.offset(imsi) != offset) {
                continue;
            }
            if (g + offset > profile.maxSeq()) {
                return new SqnIssue.Exhausted();
            }
            cover(g);
            return new SqnIssue.Issued(
                    profile.sqn(g + offset, slice.ind()), g << SqnSlice.BITS | slice.ind());
        }
    }

    @Override
    public SqnIssue issueAfter(Sqn sqnMs, Imsi imsi, SqnSlice slice, SqnProfile profile) {
        SqnIssue next = issue(imsi, slice, profile);
        if (!(next instanceof SqnIssue.Issued(Sqn sqn, long issueNumber))) {
            return next;
        }
        long seqMs = profile.seq(sqnMs);
        long ahead = seqMs - profile.seq(sqn);
        if (-ahead > profile.delta()) {
            return new SqnIssue.BeyondDelta(-ahead);
        }
        if (ahead < 0) {
            return next;
        }
        long g = issueNumber >>> SqnSlice.BITS;
        // Every later g is at least g + 1, so every later SEQ is above SEQ_MS.
        offsets.raise(imsi, seqMs - g);
        return issue(imsi, slice, profile);
    }

    /// Parts what has left from what will: no issue number of this slice that has left for the subscriber, in this
    /// life or one before, is higher, and each that will leave is. No vector gets the number itself, and each call
    /// gets a higher one, unless the clock is in doubt or the subscriber has run ahead.
    public long issueBound(Imsi imsi, SqnSlice slice) {
        ClockWatch.Reading reading = watch.read();
        // A doubted clock must not take the numbers with it.
        long g = clockDoubt(reading).isPresent() ? -1 : take(imsi, ticks(reading));
        if (g < 0) {
            g = Math.max(floor - 1, lastTicks.get(bucket(imsi)));
        } else {
            cover(g);
        }
        return g << SqnSlice.BITS | slice.ind();
    }

    private int bucket(Imsi imsi) {
        return (int) imsi.number() & (limits.buckets() - 1);
    }

    /// The next `g` of a subscriber's bucket, or -1 when it has run too far ahead.
    private long take(Imsi imsi, long now) {
        int bucket = bucket(imsi);
        long base = Math.max(now, floor);
        while (true) {
            long last = lastTicks.get(bucket);
            long g = Math.max(base, last + 1);
            if (g - base > limits.runAheadTicks()) {
                return -1;
            }
            if (lastTicks.compareAndSet(bucket, last, g)) {
                return g;
            }
        }
    }

    /// Returns once a durable ceiling lies above `g`.
    private void cover(long g) {
        if (g >= ceiling) {
            raising.lock();
        } else if (g < ceiling - REFRESH_TICKS || !raising.tryLock()) {
            return;
        }
        try {
            if (g >= ceiling - REFRESH_TICKS) {
                long next = g + CEILING_TICKS;
                ceilings.raise(next);
                ceiling = next;
            }
        } finally {
            raising.unlock();
        }
    }

    private static long ticks(ClockWatch.Reading reading) {
        return ticks(reading.wallMs());
    }

    /// The tick of `g` that `wallMs` falls into.
    public static long ticks(long wallMs) {
        return Math.floorDiv(wallMs - EPOCH.toEpochMilli(), 1_000L);
    }
}
