package dev.bestow.keystore.history;

import java.util.ArrayList;
import java.util.List;

/// A stored fact. Those that tell of the same thing merge, in any order, to the same one.
///
/// @param <T> the row itself
interface MergingRow<T extends MergingRow<T>> {
    /// Whether both tell of the same thing.
    boolean mergesWith(T other);

    /// Both as one.
    T merge(T other);

    /// `rows` with one more fact; what merges with it is one row.
    static <T extends MergingRow<T>> List<T> union(List<T> rows, T row) {
        List<T> union = new ArrayList<>(rows.size() + 1);
        T merged = row;
        for (T known : rows) {
            if (known.mergesWith(row)) {
                merged = known.merge(merged);
            } else {
                union.add(known);
            }
        }
        union.add(merged);
        return union;
    }

    /// Facts in any order, of which several may be one.
    static <T extends MergingRow<T>> List<T> union(List<T> rows) {
        List<T> union = List.of();
        for (T row : rows) {
            union = union(union, row);
        }
        return union;
    }
}
