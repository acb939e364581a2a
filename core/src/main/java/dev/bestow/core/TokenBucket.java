package dev.bestow.core;

/// What somebody may do at once, and again as time passes: tokens, full at first, spent one at a time and earned
/// steadily up to the burst. Thread-safe.
public final class TokenBucket {
    private static final double NS_PER_SECOND = 1e9;

    private final int burst;
    private final int perSecond;
    private final Clock clock;
    private double tokens;
    private long sinceNs;

    /// @param burst the most there can be
    /// @param perSecond earned again
    public TokenBucket(int burst, int perSecond, Clock clock) {
        this.burst = burst;
        this.perSecond = perSecond;
        this.clock = clock;
        this.tokens = burst;
        this.sinceNs = clock.nowNs();
    }

    /// Whether there is no token now.
    public synchronized boolean isEmpty() {
        long nowNs = clock.nowNs();
        add((nowNs - sinceNs) / NS_PER_SECOND * perSecond);
        sinceNs = nowNs;
        return tokens < 1;
    }

    /// Spends one; false when there is none.
    public synchronized boolean take() {
        if (isEmpty()) {
            return false;
        }
        tokens--;
        return true;
    }

    /// One more, if there is room.
    public synchronized void giveBack() {
        add(1);
    }

    private void add(double earned) {
        tokens = Math.min(burst, tokens + earned);
    }
}
