package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.history.ConfirmedRow;
import dev.bestow.keystore.history.HandOutRow;
import dev.bestow.keystore.history.KindHistory;
import dev.bestow.keystore.history.LocationRow;
import dev.bestow.keystore.history.OwnRunRow;
import dev.bestow.keystore.history.Proofs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One row of `key_proofs`: something that one source told of some keys, and when it did first.
///
/// @param source which source, and what it tells
/// @param rand the key; no octets for a location, which names a set
/// @param name the endpoint or MME; empty for a run of the key server's own
/// @param bound where the set ends; zeros when it is no location
/// @param firstAtMs when it was told first
record ProofRow(Source source, Octets rand, String name, KeyOrder bound, long firstAtMs) {
    /// Written in lower case.
    enum Source {
        LOCATION,
        HANDED,
        REPORTED,
        RUN
    }

    private static final KeyOrder NO_BOUND = new KeyOrder(0, 0);

    boolean sameRow(ProofRow other) {
        return source == other.source
                && rand.equals(other.rand)
                && name.equals(other.name)
                && bound.equals(other.bound);
    }

    /// The name of the source in a row.
    String sourceText() {
        return source.name().toLowerCase(Locale.ROOT);
    }

    static ProofRow read(Row row) {
        return new ProofRow(
                source(Cells.text(row, "source")),
                Cells.octets(row, "rand"),
                Cells.text(row, "name"),
                new KeyOrder(row.getLong("epoch"), row.getLong("issue")),
                row.getLong("first_at"));
    }

    private static Source source(String text) {
        for (Source source : Source.values()) {
            if (source.name().toLowerCase(Locale.ROOT).equals(text)) {
                return source;
            }
        }
        throw new InvalidValue("source", "is none of a proof");
    }

    /// The rows that `history` needs beside its confirmations.
    static List<ProofRow> of(KindHistory history) {
        List<ProofRow> rows = new ArrayList<>();
        Proofs proofs = history.proofs();
        for (LocationRow row : proofs.locations()) {
            rows.add(
                    new ProofRow(
                            Source.LOCATION,
                            Octets.EMPTY,
                            row.host(),
                            row.bound(),
                            row.firstAtMs()));
        }
        for (HandOutRow row : proofs.handOuts()) {
            rows.add(ofKey(Source.HANDED, row.rand(), row.endpoint(), row.handedOutAtMs()));
            if (row.reportedAtMs() != HandOutRow.NEVER) {
                rows.add(ofKey(Source.REPORTED, row.rand(), row.endpoint(), row.reportedAtMs()));
            }
        }
        for (OwnRunRow row : proofs.ownRuns()) {
            rows.add(ofKey(Source.RUN, row.rand(), "", row.firstAtMs()));
        }
        return rows;
    }

    private static ProofRow ofKey(Source source, Rand rand, String name, long firstAtMs) {
        return new ProofRow(source, rand.octets(), name, NO_BOUND, firstAtMs);
    }

    /// What rows in any order tell, together with confirmations; what merges is not merged yet.
    static Proofs proofs(List<ConfirmedRow> confirmed, List<ProofRow> rows) {
        List<LocationRow> locations = new ArrayList<>();
        List<HandOutRow> handOuts = new ArrayList<>();
        List<OwnRunRow> ownRuns = new ArrayList<>();
        for (ProofRow row : rows) {
            long atMs = row.firstAtMs;
            switch (row.source) {
                case LOCATION -> locations.add(new LocationRow(row.name, row.bound, atMs));
                case HANDED ->
                        handOuts.add(
                                new HandOutRow(
                                        new Rand(row.rand), row.name, atMs, HandOutRow.NEVER));
                case REPORTED ->
                        handOuts.add(new HandOutRow(new Rand(row.rand), row.name, atMs, atMs));
                case RUN -> ownRuns.add(new OwnRunRow(new Rand(row.rand), atMs));
            }
        }
        return new Proofs(confirmed, locations, handOuts, ownRuns);
    }
}
