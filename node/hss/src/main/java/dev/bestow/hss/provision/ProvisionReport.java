package dev.bestow.hss.provision;

import dev.bestow.aka.cards.BadRow;

import java.util.List;

/// What became of one file.
///
/// @param file its name
/// @param stored whether the good rows were stored; false when there were bad ones and they were not to
///     be skipped, and then the counts say what would have been
/// @param added subscribers that were not there
/// @param rekeyed subscribers with another algorithm, K, OPc or SQN scheme than before: their epoch was
///     raised, and keys of the old card no longer count
/// @param changed subscribers whose other data changed
/// @param unchanged rows that were there already
/// @param bad every bad row
/// @param doubtful good rows that may not be what was meant
public record ProvisionReport(
        String file,
        boolean stored,
        int added,
        int rekeyed,
        int changed,
        int unchanged,
        List<BadRow> bad,
        List<BadRow> doubtful) {
    public ProvisionReport {
        bad = List.copyOf(bad);
        doubtful = List.copyOf(doubtful);
    }
}
