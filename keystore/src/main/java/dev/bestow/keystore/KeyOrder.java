package dev.bestow.keystore;

import java.util.Comparator;

/// Where a key stands among the keys of its subscriber: numbers of the HSS, no clock of anybody.
///
/// @param epoch the subscriber's epoch when the vector was made
/// @param issueNumber grows with every vector within an epoch (time-based SEQ and IND)
public record KeyOrder(long epoch, long issueNumber) implements Comparable<KeyOrder> {
    private static final Comparator<KeyOrder> ORDER =
            Comparator.comparingLong(KeyOrder::epoch).thenComparingLong(KeyOrder::issueNumber);

    @Override
    public int compareTo(KeyOrder other) {
        return ORDER.compare(this, other);
    }
}
