package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Entropy;
import dev.bestow.core.Ports;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimStore;
import dev.bestow.keystore.EndpointStore;
import dev.bestow.keystore.KeyChecks;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.SqnCeilings;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.StoreTooNew;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.epoch.EpochKeys;
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
    private final Entropy entropy;
    private final CassandraInstances instances;
    private final TimeToLive timeToLive;
    private final CassandraSubscribers subscribers;
    private final CassandraClaims.Claimants claimants;

    private CassandraStore(Cluster cluster, Ports ports) {
        this.cluster = cluster;
        this.entropy = ports.entropy();
        this.claimants = new CassandraClaims.Claimants(new Stripes(), ports.entropy());
        this.instances = new CassandraInstances(cluster, ports);
        this.timeToLive = new TimeToLive(ports.clock(), KEPT_AFTER_MS);
        this.subscribers = new CassandraSubscribers(cluster, ports.clock(), instances);
    }

    /// Makes what is missing of keyspace and tables. Idempotent; changes nothing that is there.
    ///
    /// @throws StoreTooNew when a later version made it
    /// @throws StoreFailure when the cluster does not answer, or does not let us
    public static void init(ClusterConfig config, Ports ports) {
        try (Cluster cluster = Cluster.init(config, ports)) {
            if (format(cluster, config) < Tables.FORMAT) {
                cluster.write(SET_FORMAT, Tables.FORMAT);
            }
        }
    }

    /// Opens what [#init] made.
    ///
    /// @throws StoreTooNew when a later version made it
    /// @throws StoreFailure when it is not there, or the cluster does not answer
    public static CassandraStore open(ClusterConfig config, Ports ports) {
        Cluster cluster = Cluster.connect(config, ports);
        try {
            int format = format(cluster, config);
            if (format < Tables.FORMAT) {
                throw new StoreFailure(
                        "Cassandra keyspace "
                                + config.keyspace()
                                + (format == 0 ? " is no store yet" : " lacks what is new")
                                + "; run: bestow store init");
            }
            return new CassandraStore(cluster, ports);
        } catch (StoreFailure e) {
            cluster.close();
            throw e;
        }
    }

    /// That of the keyspace, or 0 when it has none yet.
    private static int format(Cluster cluster, ClusterConfig config) {
        List<Row> rows = cluster.read(FORMAT);
        int found = rows.isEmpty() ? 0 : rows.getFirst().getInt("format");
        if (found > Tables.FORMAT) {
            throw new StoreTooNew("Cassandra keyspace " + config.keyspace(), found, Tables.FORMAT);
        }
        return found;
    }

    @Override
    public SubscriberStore subscribers() {
        return subscribers;
    }

    @Override
    public LocationStore locations() {
        return new CassandraLocations(cluster, entropy);
    }

    @Override
    public SqnCeilings sqnCeilings() {
        return subscribers;
    }

    @Override
    public KeyChecks keyChecks() {
        return new CassandraKeyChecks(cluster);
    }

    @Override
    public KeyRing keyRing(KeyRingLimits limits, KeyWrap wrap) {
        return new MergingKeyRing(new CassandraKeyRows(cluster, limits, timeToLive), limits, wrap);
    }

    @Override
    public EndpointStore endpoints() {
        return new CassandraEndpoints(cluster, timeToLive);
    }

    @Override
    public ClaimStore claims(ClaimLimits limits) {
        return new CassandraClaims(cluster, claimants, limits, timeToLive);
    }

    /// Whether any node has made an epoch key.
    public boolean hasEpochKeys() {
        return !CassandraEpochKeys.names(cluster).isEmpty();
    }

    /// The epoch keys of all nodes that use this store.
    ///
    /// @param seal seals them; the same for all of these nodes, and not on the cluster
    public EpochKeys epochKeys(KeyWrap seal) {
        return new CassandraEpochKeys(cluster, seal, entropy);
    }

    /// Whether an HSS in another process uses this store.
    public boolean servesOtherHss() {
        return instances.othersAreThere();
    }

    @Override
    public void close() {
        instances.close();
        cluster.close();
    }
}
