package dev.bestow.cli.store;

import dev.bestow.aka.SecretFile;
import dev.bestow.cli.config.Endpoint;
import dev.bestow.cli.config.NodeConfig;
import dev.bestow.core.Ports;
import dev.bestow.core.Refused;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.cassandra.CassandraStore;
import dev.bestow.keystore.cassandra.ClusterConfig;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.link.tls.TlsIdentity;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// The store a configuration names: in a folder, or on a cluster.
public final class NodeStores {
    private NodeStores() {}

    /// Opens it.
    public static NodeStore open(NodeConfig config, Ports ports) {
        NodeConfig.Cluster cluster = config.cluster();
        return cluster == null
                ? RocksStore.open(config.dataFolder())
                : CassandraStore.open(cluster(cluster), ports);
    }

    /// What to call it when something is wrong with it.
    static String name(NodeConfig config) {
        NodeConfig.Cluster cluster = config.cluster();
        return cluster == null
                ? "store folder " + config.dataFolder().toAbsolutePath()
                : "Cassandra keyspace " + cluster.keyspace();
    }

    /// Makes what is missing of the keyspace it names.
    public static void init(NodeConfig.Cluster cluster, Ports ports) {
        CassandraStore.init(cluster(cluster), ports);
    }

    /// Refuses a store on a cluster, for what works on a folder.
    public static void requireFolder(NodeConfig config, String instead) {
        if (config.cluster() != null) {
            throw new Refused("store.cassandra", "is not of this machine; " + instead);
        }
    }

    private static ClusterConfig cluster(NodeConfig.Cluster cluster) {
        NodeConfig.Tls tls = cluster.tls();
        return new ClusterConfig(
                cluster.contactPoints().stream().map(Endpoint::resolve).toList(),
                cluster.datacentre(),
                cluster.keyspace(),
                cluster.replication().stream()
                        .collect(
                                Collectors.toMap(
                                        NodeConfig.Replicas::datacentre,
                                        NodeConfig.Replicas::replicas)),
                login(cluster),
                tls == null
                        ? null
                        : TlsIdentity.load(tls.certificate(), tls.key(), tls.ca()).context());
    }

    private static ClusterConfig.@Nullable Login login(NodeConfig.Cluster cluster) {
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
