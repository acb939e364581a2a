package dev.bestow.session.ua;

/// Which counters of one direction were taken: the highest, and a bitmap of the 64 up to it. Also
/// completes a counter of which only the seven low bits travelled, as in a session of Ua. Not thread-safe.
///
/// ```
///    too old      |        64 with a bit each      |   64 ahead   | 3 x 128 further ahead
/// ----------------+--------------------------------+--------------+----------------------
///                  highest-63              highest   highest+64     highest+448
/// ```
///
/// Between both thick borders every value of the seven bits occurs once: that is the first guess.
/// Further guesses follow after a MAC that did not verify, so a session survives 447 lost messages.
public final class ReplayWindow {
    static final int SIZE = 64;
    static final int GUESSES = 4;

    /// Counters never wrap; a session that reaches the last one is over.
    static final long MAX_COUNTER = 0xffff_ffffL;

    private static final int STEP = 128;

    private long highest = -1;
    private long taken;

    /// Nothing has been taken yet.
    public ReplayWindow() {}

    /// The `guess`-th counter, 0 to [#GUESSES] - 1, with these seven low bits; -1 when there is none.
    long complete(int counterLow, int guess) {
        long lowest = highest - SIZE + 1;
        long first = lowest + Math.floorMod(counterLow - lowest, (long) STEP);
        long counter = first + (long) guess * STEP;
        return counter < 0 || counter > MAX_COUNTER ? -1 : counter;
    }

    /// Whether a counter was taken, or is older than the window knows.
    public boolean isTaken(long counter) {
        if (counter > highest) {
            return false;
        }
        long age = highest - counter;
        return age >= SIZE || (taken >>> age & 1) != 0;
    }

    /// Marks a counter that verified.
    public void take(long counter) {
        if (counter > highest) {
            long shift = counter - highest;
            taken = shift >= SIZE ? 1 : taken << shift | 1;
            highest = counter;
        } else {
            taken |= 1L << (highest - counter);
        }
    }
}
