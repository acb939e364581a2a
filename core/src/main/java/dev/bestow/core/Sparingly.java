package dev.bestow.core;

/// When to tell the log of what can happen again and again: at once, and then at most every ten seconds with how
/// often it did. Thread-safe.
public final class Sparingly {
    static final long PAUSE_NS = 10_000_000_000L;

    private final Clock clock;
    private long untold;
    private long toldAtNs;
    private boolean told;

    public Sparingly(Clock clock) {
        this.clock = clock;
    }

    /// It happened once more. Returns 0 when that is not to be told yet, else how often it happened since it
    /// last was.
    public synchronized long happened() {
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
