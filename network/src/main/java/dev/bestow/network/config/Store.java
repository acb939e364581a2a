package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// Where a node keeps what must survive a restart.
///
/// @param path the folder of the durable store; with a cluster, of what is this node's own
/// @param cassandra the cluster that keeps it in place of the folder
public record Store(@Nullable Path path, @Nullable Cluster cassandra) {
    public Store {
        if (path == null && cassandra == null) {
            throw new InvalidValue("path", "or cassandra is needed");
        }
    }
}
