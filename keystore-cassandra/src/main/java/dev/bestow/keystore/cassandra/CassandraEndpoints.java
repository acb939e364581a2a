package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.AsId;
import dev.bestow.core.Rand;
import dev.bestow.keystore.EndpointStore;
import dev.bestow.keystore.Revocation;
import dev.bestow.keystore.Standing;

import java.util.Comparator;
import java.util.List;

/// A row for each revoked leaf, which the cluster clears away, and one for each endpoint that was ever shut out: of it
/// the highest change counts, for that is its write timestamp.
final class CassandraEndpoints implements EndpointStore {
    private static final String REVOKE =
            "INSERT INTO revoked_leaves (endpoint, rand) VALUES (?, ?) USING TTL ?";
    private static final String IS_REVOKED =
            "SELECT rand FROM revoked_leaves WHERE endpoint = ? AND rand = ?";
    private static final String KEEP =
            "INSERT INTO endpoint_standings (endpoint, change, fresh_from) VALUES (?, ?, ?) USING"
                    + " TIMESTAMP ?";
    private static final String FIND =
            "SELECT endpoint, change, fresh_from FROM endpoint_standings WHERE endpoint = ?";
    private static final String LIST =
            "SELECT endpoint, change, fresh_from FROM endpoint_standings";

    private final Cluster cluster;
    private final TimeToLive timeToLive;

    CassandraEndpoints(Cluster cluster, TimeToLive timeToLive) {
        this.cluster = cluster;
        this.timeToLive = timeToLive;
    }

    @Override
    public void revoke(Revocation fact) {
        cluster.write(
                REVOKE,
                fact.endpoint().fqdn(),
                Cells.blob(fact.rand().octets()),
                timeToLive.seconds(fact.keptUntilMs()));
    }

    @Override
    public boolean isRevoked(AsId endpoint, Rand rand) {
        return !cluster.read(IS_REVOKED, endpoint.fqdn(), Cells.blob(rand.octets())).isEmpty();
    }

    @Override
    public Standing standing(AsId endpoint) {
        List<Row> rows = cluster.read(FIND, endpoint.fqdn());
        return rows.isEmpty() ? Standing.initial(endpoint) : standing(rows.getFirst());
    }

    @Override
    public void keep(Standing standing) {
        cluster.write(
                KEEP,
                standing.endpoint().fqdn(),
                standing.change(),
                standing.freshFromMs(),
                standing.change());
    }

    @Override
    public List<Standing> standings() {
        return cluster.read(LIST).stream()
                .map(CassandraEndpoints::standing)
                .sorted(Comparator.comparing(standing -> standing.endpoint().fqdn()))
                .toList();
    }

    private static Standing standing(Row row) {
        return new Standing(
                AsId.parse(Cells.text(row, "endpoint")),
                row.getLong("change"),
                row.getLong("fresh_from"));
    }

    /// The cluster clears away by itself.
    @Override
    public long sweep(long nowMs) {
        return 0;
    }
}
