package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;

/// An Apache Cassandra cluster.
///
/// @param contactPoints some of its nodes; the others are learned from them
/// @param datacentre the one this node asks, as the cluster calls it
/// @param keyspace the keyspace that is ours
/// @param replication replicas in each datacentre, for `bestow store init`
/// @param role who we are to the cluster
/// @param passwordFile the password of that role, the one line of a file
/// @param tls what the connections are secured with
public record Cluster(
        List<Endpoint> contactPoints,
        String datacentre,
        @Default("bestow") String keyspace,
        List<Replicas> replication,
        @Nullable String role,
        @Nullable Path passwordFile,
        @Nullable Tls tls) {
    public Cluster {
        if ((role == null) != (passwordFile == null)) {
            throw new InvalidValue("role", "and passwordFile belong together");
        }
    }

    /// How many replicas a datacentre has.
    ///
    /// @param datacentre as the cluster calls it
    /// @param replicas of each row there
    public record Replicas(String datacentre, @Default("3") int replicas) {}
}
