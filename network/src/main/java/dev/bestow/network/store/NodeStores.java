package dev.bestow.network.store;

import dev.bestow.aka.SecretFile;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Ports;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.cassandra.CassandraStore;
import dev.bestow.keystore.cassandra.ClusterConfig;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.config.Cluster;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.Tls;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The store a configuration names: in a folder, or on a cluster.
public final class NodeStores {
    private static final Logger LOG = System.getLogger("bestow");

    private NodeStores() {}

    /// Opens it, for a command that soon ends.
    public static NodeStore open(NodeConfig config, Ports ports) {
        return open(config, ports, NodeStores::identity);
    }

    /// Opens it.
    ///
    /// @param identities makes of a cluster's `tls` section who we are to it
    public static NodeStore open(
            NodeConfig config, Ports ports, Function<Tls, TlsIdentity> identities) {
        Cluster cluster = config.cluster();
        NodeStore store =
                cluster == null
                        ? RocksStore.open(config.dataFolder())
                        : CassandraStore.open(cluster(cluster, identities), ports);
        ports.monitoring().readiness(new StoreReadiness(store));
        return store;
    }

    private static TlsIdentity identity(Tls tls) {
        return TlsIdentity.load(tls.certificate(), tls.key(), tls.ca());
    }

    /// Refuses the folder of a node without a store in it. Made in silence, it would deny every subscriber of
    /// an HSS that served before: its disk not mounted, its path mistyped. So making it is a deliberate act.
    public static void requireMade(NodeConfig config) {
        Path folder = config.dataFolder();
        if (config.cluster() == null && !RocksStore.isIn(folder)) {
            String made =
                    config.node() == NodeConfig.Node.hss
                            ? "'bestow provision' makes the store"
                            : "its first start makes the store";
            throw new InvalidValue(
                    named(config),
                    "holds no store. If this "
                            + config.node().name().toUpperCase(Locale.ROOT)
                            + " served before: is its disk mounted, is store.path right, is it time"
                            + " for 'bestow restore'? If it is new: "
                            + made);
        }
    }

    /// What an operator knows the store by.
    public static String named(NodeConfig config) {
        Cluster cluster = config.cluster();
        return cluster == null
                ? "store folder " + config.dataFolder().toAbsolutePath().normalize()
                : "keyspace " + cluster.keyspace() + " of " + cluster.datacentre();
    }

    /// Says where the data is when no configuration does.
    public static void tellDefaultFolder(NodeConfig config) {
        if (config.cluster() == null && config.folderIsDefault()) {
            LOG.log(
                    Level.INFO,
                    "store.path is left out: data is kept in {0}",
                    config.dataFolder().toAbsolutePath().normalize());
        }
    }

    /// Makes what is missing of the keyspace it names.
    public static void init(Cluster cluster, Ports ports) {
        CassandraStore.init(cluster(cluster, NodeStores::identity), ports);
    }

    /// Refuses a store on a cluster, for what works on a folder.
    public static void requireFolder(NodeConfig config, String instead) {
        if (config.cluster() != null) {
            throw new InvalidValue("store.cassandra", "is not of this machine; " + instead);
        }
    }

    private static ClusterConfig cluster(Cluster cluster, Function<Tls, TlsIdentity> identities) {
        Tls tls = cluster.tls();
        return new ClusterConfig(
                contactPoints(cluster),
                cluster.datacentre(),
                cluster.keyspace(),
                cluster.replication().stream()
                        .collect(
                                Collectors.toMap(
                                        Cluster.Replicas::datacentre, Cluster.Replicas::replicas)),
                login(cluster),
                tls == null ? null : identities.apply(tls).context());
    }

    /// Those that DNS knows; one is enough to learn of the others.
    private static List<InetSocketAddress> contactPoints(Cluster cluster) {
        List<InetSocketAddress> known =
                cluster.contactPoints().stream()
                        .map(Endpoint::resolveLater)
                        .filter(address -> !address.isUnresolved())
                        .toList();
        if (known.isEmpty()) {
            throw new InvalidValue(
                    "store.cassandra.contactPoints",
                    "no such host, none of " + cluster.contactPoints());
        }
        return known;
    }

    private static ClusterConfig.@Nullable Login login(Cluster cluster) {
        Path file = cluster.passwordFile();
        String role = cluster.role();
        if (file == null || role == null) {
            return null;
        }
        byte[] octets = new SecretFile("store.cassandra.passwordFile", file).read();
        String password = new String(octets, StandardCharsets.UTF_8).strip();
        Arrays.fill(octets, (byte) 0);
        return new ClusterConfig.Login(role, password);
    }
}
