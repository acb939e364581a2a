package dev.bestow.network.store;

import dev.bestow.aka.MasterKey;
import dev.bestow.core.Entropy;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;
import dev.bestow.keystore.KeyCheck;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.UnwrapFailed;
import dev.bestow.keystore.cassandra.CassandraStore;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.keystore.epoch.EpochKeyWrap;
import dev.bestow.keystore.epoch.EpochKeys;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.machine.SystemEntropy;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// What wraps the session-lived keys of a node at rest: epoch keys in a folder beside its data, never in it; or,
/// with a store on a cluster, in that store, for all nodes that have a copy of the same `masterKey`.
///
/// @param wrap the wrapping
/// @param seal what seals the epoch keys of a cluster, or null
public record NodeEpochKeys(EpochKeyWrap wrap, @Nullable MasterKey seal) implements AutoCloseable {
    private static final String PURPOSE = "epoch keys";

    /// Those of a node that has nothing but its folder.
    public static NodeEpochKeys open(NodeConfig config, EpochKeyPlan plan, long nowMs) {
        Path data = config.dataFolder().toAbsolutePath();
        Path folder = data.resolveSibling(data.getFileName() + "-epochs");
        return new NodeEpochKeys(EpochKeyWrap.open(folder, plan, new SystemEntropy(), nowMs), null);
    }

    /// Those of a node with `store`. The key file is made with the first epoch key; a node that comes later
    /// needs a copy.
    ///
    /// @throws InvalidValue when the key file is not that of the other nodes
    public static NodeEpochKeys open(
            NodeConfig config, NodeStore store, EpochKeyPlan plan, long nowMs) {
        if (!(store instanceof CassandraStore cluster)) {
            return open(config, plan, nowMs);
        }
        Entropy entropy = new SystemEntropy();
        MasterKey key =
                new KeyFileCheck(store, config, PURPOSE)
                        .open(!cluster.hasEpochKeys(), entropy, tried -> opens(tried, cluster));
        try {
            EpochKeyWrap wrap =
                    EpochKeyWrap.open(
                            cluster.epochKeys(new MasterKeySeal(key)), plan, entropy, nowMs);
            return new NodeEpochKeys(wrap, key);
        } catch (RuntimeException e) {
            key.close();
            throw e;
        }
    }

    private static KeyCheck.Rows opens(MasterKey key, CassandraStore cluster) {
        EpochKeys kept = cluster.epochKeys(new MasterKeySeal(key));
        try {
            List<EpochKeys.Name> names = kept.names();
            names.forEach(name -> kept.read(name).ifPresent(Secret::close));
            return names.isEmpty() ? KeyCheck.Rows.NONE : KeyCheck.Rows.OPEN;
        } catch (StoreFailure e) {
            if (e.getCause() instanceof UnwrapFailed) {
                return KeyCheck.Rows.CLOSED;
            }
            throw e;
        }
    }

    /// Refuses a clock that does not fit the epoch keys there are, unless an operator says that it is right.
    public void believeClock(long nowMs, boolean confirmed) {
        if (confirmed) {
            wrap.confirmClock(nowMs);
            return;
        }
        OptionalLong doubt = wrap.clockDoubt(nowMs);
        if (doubt.isPresent()) {
            long seconds = doubt.getAsLong();
            throw new InvalidValue(
                    "clock",
                    "does not fit the epoch keys: it stands %,d s %s the newest; set it right, or start with"
                                    .formatted(Math.abs(seconds), seconds > 0 ? "after" : "before")
                            + " --confirm-clock");
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
