package dev.bestow.cli.store;

import dev.bestow.aka.MasterKey;
import dev.bestow.aka.MasterKeyFile;
import dev.bestow.cli.config.NodeConfig;
import dev.bestow.cli.machine.SystemEntropy;
import dev.bestow.core.Entropy;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.cassandra.CassandraStore;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/// What wraps the session-lived keys of a node at rest: epoch keys in a folder beside its data, never in it; or,
/// with a store on a cluster, in that store, for all nodes that have a copy of the same `masterKey`.
///
/// @param wrap the wrapping
/// @param seal what seals the epoch keys of a cluster, or null
public record NodeEpochKeys(EpochKeyWrap wrap, @Nullable MasterKey seal) implements AutoCloseable {
    /// Those of a node that has nothing but its folder.
    public static NodeEpochKeys open(NodeConfig config, long nowMs) {
        Path data = config.dataFolder().toAbsolutePath();
        Path folder = data.resolveSibling(data.getFileName() + "-epochs");
        return new NodeEpochKeys(
                EpochKeyWrap.open(folder, EpochKeyPlan.STANDARD, new SystemEntropy(), nowMs), null);
    }

    /// Those of a node with `store`. The key file is made with the first epoch key; a node that comes later
    /// needs a copy.
    public static NodeEpochKeys open(NodeConfig config, NodeStore store, long nowMs) {
        if (!(store instanceof CassandraStore cluster)) {
            return open(config, nowMs);
        }
        Entropy entropy = new SystemEntropy();
        MasterKeyFile file = KeyFiles.masterKey(config);
        MasterKey key = cluster.hasEpochKeys() ? file.open(entropy) : file.openOrMake(entropy);
        try {
            EpochKeyWrap wrap =
                    EpochKeyWrap.open(
                            cluster.epochKeys(new MasterKeySeal(key)),
                            EpochKeyPlan.STANDARD,
                            entropy,
                            nowMs);
            return new NodeEpochKeys(wrap, key);
        } catch (RuntimeException e) {
            key.close();
            throw e;
        }
    }

    @Override
    public void close() {
        wrap.close();
        if (seal != null) {
            seal.close();
        }
    }
}
