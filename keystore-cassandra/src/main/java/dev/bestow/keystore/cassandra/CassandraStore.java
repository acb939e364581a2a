package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimStore;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.SqnCeilings;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.StoreTooNew;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.history.MergingKeyRing;

import java.util.List;

/// The [NodeStore] of any number of nodes in one keyspace of a cluster. What was acknowledged is on a quorum
/// of the datacentre's replicas, as durable as their commit log is set to be.
public final class CassandraStore implements NodeStore {
    private static final String FORMAT = "SELECT format FROM format WHERE name = 'store'";
    private static final String SET_FORMAT =
            "INSERT INTO format (name, format) VALUES ('store', ?)";
    private static final long KEPT_AFTER_MS = 7 * 86_400_000L;

    private final Cluster cluster;
    private final TimeToLive timeToLive;
    private final CassandraSubscribers subscribers;
    private final CassandraClaims.Claimants claimants;

    private CassandraStore(Cluster cluster, ClusterPorts ports) {
        this.cluster = cluster;
        this.claimants = new CassandraClaims.Claimants(new Stripes(), ports.entropy());
        this.timeToLive = new TimeToLive(ports.clock(), KEPT_AFTER_MS);
        this.subscribers = new CassandraSubscribers(cluster, ports.clock());
    }

    /// Makes what is missing of keyspace and tables. Idempotent; changes nothing that is there.
    ///
    /// @throws StoreTooNew when a later version made it
    /// @throws StoreFailure when the cluster does not answer, or does not let us
    public static void init(ClusterConfig config, ClusterPorts ports) {
        try (Cluster cluster = Cluster.init(config, ports)) {
            List<Row> format = cluster.read(FORMAT);
            if (format.isEmpty()) {
                cluster.write(SET_FORMAT, Tables.FORMAT);
            } else {
                requireKnown(config, format.getFirst());
            }
        }
    }

    /// Opens what [#init] made.
    ///
    /// @throws StoreTooNew when a later version made it
    /// @throws StoreFailure when it is not there, or the cluster does not answer
    public static CassandraStore open(ClusterConfig config, ClusterPorts ports) {
        Cluster cluster = Cluster.connect(config, ports);
        try {
            List<Row> format = cluster.read(FORMAT);
            if (format.isEmpty()) {
                throw new StoreFailure(
                        "Cassandra keyspace "
                                + config.keyspace()
                                + " is no store yet; run: bestow store init");
            }
            requireKnown(config, format.getFirst());
            return new CassandraStore(cluster, ports);
        } catch (StoreFailure e) {
            cluster.close();
            throw e;
        }
    }

    private static void requireKnown(ClusterConfig config, Row row) {
        int found = row.getInt("format");
        if (found > Tables.FORMAT) {
            throw new StoreTooNew("Cassandra keyspace " + config.keyspace(), found, Tables.FORMAT);
        }
    }

    @Override
    public SubscriberStore subscribers() {
        return subscribers;
    }

    @Override
    public SqnCeilings sqnCeilings() {
        return subscribers;
    }

    @Override
    public KeyRing keyRing(KeyRingLimits limits, KeyWrap wrap) {
        return new MergingKeyRing(new CassandraKeyRows(cluster, limits, timeToLive), limits, wrap);
    }

    @Override
    public ClaimStore claims(ClaimLimits limits) {
        return new CassandraClaims(cluster, claimants, limits, timeToLive);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
