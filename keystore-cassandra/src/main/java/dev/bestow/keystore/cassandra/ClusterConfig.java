package dev.bestow.keystore.cassandra;

import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

/// How to reach a cluster, and which part of it is ours.
///
/// @param contactPoints some of its nodes, at least one; the others are learned from them
/// @param datacentre the one that is asked, by its name in the cluster; a quorum is one of its replicas
/// @param keyspace ours; letters, digits and underscores
/// @param replication replicas in each datacentre, for the making of the keyspace
/// @param login who we are to the cluster, or nobody
/// @param tls what the connections are secured with, or nothing
public record ClusterConfig(
        List<InetSocketAddress> contactPoints,
        String datacentre,
        String keyspace,
        Map<String, Integer> replication,
        @Nullable Login login,
        @Nullable SSLContext tls) {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]{0,47}");
    private static final Pattern DATACENTRE = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

    /// A role of the cluster and its password, which the driver wants as text.
    public record Login(String role, String password) {
        /// Without the password.
        @Override
        public String toString() {
            return "Login(" + role + ")";
        }
    }

    public ClusterConfig {
        contactPoints = List.copyOf(contactPoints);
        replication = Map.copyOf(replication);
        if (contactPoints.isEmpty()) {
            throw new InvalidValue("contact points", "needs at least one node");
        }
        if (!NAME.matcher(keyspace).matches()) {
            throw new InvalidValue(
                    "keyspace", "needs a letter, then letters, digits and underscores");
        }
        requireDatacentre(datacentre);
        replication.forEach((name, replicas) -> {
            requireDatacentre(name);
            if (replicas < 1 || replicas > 9) {
                throw new InvalidValue("replication in " + name, "needs 1 to 9 replicas");
            }
        });
    }

    private static void requireDatacentre(String name) {
        if (!DATACENTRE.matcher(name).matches()) {
            throw new InvalidValue("datacentre", "needs letters, digits, '_', '.' and '-'");
        }
    }
}
