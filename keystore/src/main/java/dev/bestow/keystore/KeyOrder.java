package dev.bestow.keystore;

import java.util.Comparator;

/// Where a key stands among the keys of its subscriber: numbers of the HSS, no clock of anybody.
///
/// ```
/// issue number   g | IND of 5 bits
/// ```
///
/// Issue numbers of one IND grow with time, over restarts too. Those of two are not comparable: an HSS instance
/// that was restarted goes on above its ceiling, minutes ahead of the others.
///
/// @param epoch the subscriber's epoch when the vector was made
/// @param issueNumber grows with every vector of one IND within an epoch
public record KeyOrder(long epoch, long issueNumber) implements Comparable<KeyOrder> {
    /// Length of IND at the end of an issue number.
    public static final int IND_BITS = 5;

    private static final Comparator<KeyOrder> ORDER =
            Comparator.comparingLong(KeyOrder::epoch).thenComparingLong(KeyOrder::issueNumber);

    /// Which requester and HSS instance numbered the key, 0 to 31.
    public int ind() {
        return (int) issueNumber & ((1 << IND_BITS) - 1);
    }

    @Override
    public int compareTo(KeyOrder other) {
        return ORDER.compare(this, other);
    }
}
