package dev.bestow.core;

import java.util.function.LongConsumer;

/// Tells the log of what can happen again and again: at once, and then at most every ten seconds with how often it
/// did. Thread-safe.
public final class LogThrottle {
    static final long PAUSE_NS = 10_000_000_000L;

    private final Clock clock;
    private long untold;
    private long toldAtNs;
    private boolean told;

    public LogThrottle(Clock clock) {
        this.clock = clock;
    }

    /// It happened once more.
    ///
    /// @param tell is given how often it happened since it was last told, if it is to be told now
    public void happened(LongConsumer tell) {
        long times = untold();
        if (times > 0) {
            tell.accept(times);
        }
    }

    /// 0 when it is too early.
    private synchronized long untold() {
        untold++;
        long nowNs = clock.nowNs();
        if (told && nowNs - toldAtNs < PAUSE_NS) {
            return 0;
        }
        long times = untold;
        untold = 0;
        told = true;
        toldAtNs = nowNs;
        return times;
    }
}
