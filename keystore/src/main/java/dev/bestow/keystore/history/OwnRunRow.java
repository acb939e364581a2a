package dev.bestow.keystore.history;

import dev.bestow.core.Rand;
import dev.bestow.keystore.OwnRun;

import java.util.Comparator;

/// That a run of the key server's own succeeded.
///
/// @param rand the run
/// @param firstAtMs when it was told the first time
public record OwnRunRow(Rand rand, long firstAtMs) implements MergingRow<OwnRunRow> {
    static final Comparator<OwnRunRow> LATEST_FIRST =
            Comparator.comparingLong(OwnRunRow::firstAtMs)
                    .reversed()
                    .thenComparing(row -> row.rand().octets().hex());

    static OwnRunRow of(OwnRun fact) {
        return new OwnRunRow(fact.rand(), fact.succeededAtMs());
    }

    @Override
    public boolean mergesWith(OwnRunRow other) {
        return rand.equals(other.rand);
    }

    @Override
    public OwnRunRow merge(OwnRunRow other) {
        return firstAtMs <= other.firstAtMs ? this : other;
    }
}
