package dev.bestow.keystore.history;

import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.LocationProof;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;

/// All location proofs of one MME that end at one issue number. Those of one MME divide the keys it asked for into
/// sets: a key belongs to the row with the lowest bound that is not below its issue number.
///
/// @param host the MME
/// @param bound epoch and highest issue number it proves
/// @param firstAtMs when the first of them came
public record LocationRow(String host, KeyOrder bound, long firstAtMs)
        implements MergingRow<LocationRow> {
    static final Comparator<LocationRow> NEWEST_FIRST =
            Comparator.comparing(LocationRow::bound)
                    .reversed()
                    .thenComparing(LocationRow::host)
                    .thenComparingLong(LocationRow::firstAtMs);

    static LocationRow of(LocationProof fact) {
        return new LocationRow(
                fact.host(), new KeyOrder(fact.epoch(), fact.issueBound()), fact.provenAtMs());
    }

    /// The row of `rows`, newest first, whose set has `key`; null when none proves it.
    static @Nullable LocationRow setOf(KeyRow key, List<LocationRow> rows) {
        LocationRow lowest = null;
        for (LocationRow row : rows) {
            lowest = row.proves(key) ? row : lowest;
        }
        return lowest;
    }

    /// Whether `key` is in this row's set or one before it, and what is in a set is proven.
    boolean proves(KeyRow key) {
        return !key.awaitsConfirmation() && covers(key);
    }

    /// Whether `key` was pushed for this MME, and not after what it proves.
    boolean covers(KeyRow key) {
        return bound.epoch() == key.order().epoch()
                && bound.compareTo(key.order()) >= 0
                && host.equals(key.requestingHost());
    }

    @Override
    public boolean mergesWith(LocationRow other) {
        return bound.equals(other.bound) && host.equals(other.host);
    }

    @Override
    public LocationRow merge(LocationRow other) {
        return firstAtMs <= other.firstAtMs ? this : other;
    }
}
