package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Octets;
import dev.bestow.keystore.KeyChecks;

import java.util.List;

/// Check values as rows, which nodes that start at the same moment agree on by lightweight transactions.
final class CassandraKeyChecks implements KeyChecks {
    private static final String FIND = "SELECT sealed FROM key_checks WHERE purpose = ?";
    private static final String KEEP =
            "INSERT INTO key_checks (purpose, sealed) VALUES (?, ?) IF NOT EXISTS";
    private static final String REPLACE =
            "UPDATE key_checks SET sealed = ? WHERE purpose = ? IF sealed = ?";

    private final Cluster cluster;

    CassandraKeyChecks(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Octets find(String purpose) {
        List<Row> rows = cluster.read(FIND, purpose);
        return rows.isEmpty() ? Octets.EMPTY : Cells.octets(rows.getFirst(), "sealed");
    }

    /// A transaction that was repeated finds its own value there.
    @Override
    public boolean replace(String purpose, Octets known, Octets next) {
        boolean applied =
                known.length() == 0
                        ? cluster.decide(KEEP, null, purpose, Cells.blob(next))
                        : cluster.decide(
                                REPLACE, null, Cells.blob(next), purpose, Cells.blob(known));
        return applied || find(purpose).equals(next);
    }
}
