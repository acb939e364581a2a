package dev.bestow.network.store;

import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.rocksdb.Backup;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.network.config.EndpointNodeConfig;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.KeyServerNodeConfig;
import dev.bestow.network.config.MmeNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.UeNodeConfig;
import dev.bestow.network.control.ControlAction;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/// Adds a backup of the open store of one node to a folder. Its argument is how many backups to keep, 0 for
/// all, a space, and the folder.
public final class StoreBackup implements ControlAction {
    /// What the control socket calls it.
    public static final String VERB = "backup";

    private final RocksStore store;
    private final NodeConfig config;

    public StoreBackup(RocksStore store, NodeConfig config) {
        this.store = store;
        this.config = config;
    }

    public static String argument(int keep, Path to) {
        return keep + " " + to;
    }

    @Override
    public String run(String argument, Consumer<String> progress) {
        String[] words = argument.split(" ", 2);
        if (words.length != 2 || !words[0].matches("[0-9]{1,6}")) {
            throw new InvalidValue("backup", "needs how many to keep, and a folder");
        }
        Path to = Path.of(words[1]);
        requireOutside(to);
        progress.accept("backing up " + config.dataFolder() + " to " + to);
        Backup added = store.backUp(to, owner(config), Integer.parseInt(words[0]));
        return "backup %d of %s, %,d octets; %s"
                .formatted(added.number(), added.owner(), added.octets(), notInIt(config));
    }

    private void requireOutside(Path to) {
        Path store = config.dataFolder().toAbsolutePath().normalize();
        if (!to.isAbsolute() || to.normalize().startsWith(store)) {
            throw new InvalidValue(
                    "backup folder " + to, "is not an absolute path outside of " + store);
        }
    }

    /// What a node with this store can be asked for: a cluster has backups of its own.
    public static Map<String, ControlAction> of(NodeStore store, NodeConfig config) {
        return store instanceof RocksStore rocks
                ? Map.of(VERB, new StoreBackup(rocks, config))
                : Map.of();
    }

    /// Whose store it is, as its backups say.
    public static String owner(NodeConfig config) {
        return config.node()
                + " "
                + switch (config) {
                    case HssNodeConfig hss -> hss.identity().host();
                    case KeyServerNodeConfig server -> server.identity().host();
                    case EndpointNodeConfig endpoint -> endpoint.name().fqdn();
                    case MmeNodeConfig _, UeNodeConfig _ -> throw noStore(config);
                };
    }

    /// What to do instead.
    public static InvalidValue noStore(NodeConfig config) {
        if (config.node() != NodeConfig.Node.mme) {
            return new InvalidValue("node", config.node() + " keeps nothing");
        }
        Path folder = config.dataFolder().toAbsolutePath().normalize();
        return new InvalidValue(
                "node",
                "an mme has no store, but a snapshot and its keys: stop it and copy %1$s and"
                                .formatted(folder)
                        + " %s-epochs. Without a copy each UE attaches once more. Put back, or begun anew,"
                                .formatted(folder)
                        + " %s needs a number higher than any before"
                                .formatted(folder.resolve("starts")));
    }

    private static String notInIt(NodeConfig config) {
        return switch (config.node()) {
            case hss ->
                    "the master key is not in it: keep a copy of "
                            + config.keyFile()
                            + " somewhere else"
                            + (config.masterKey() != null && config.masterKey().pkcs11() != null
                                    ? ", which opens with its token only"
                                    : "");
            case scef, emks ->
                    "the epoch keys are not in it, nor have they to outlive this machine";
            case as, hse, mme, ue -> "keys are not in it, only replay marks";
        };
    }
}
