package dev.bestow.cli.backup;

import dev.bestow.cli.config.NodeConfig;
import dev.bestow.cli.control.ControlAction;
import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.rocksdb.Backup;
import dev.bestow.keystore.rocksdb.RocksStore;

import java.nio.file.Path;
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

    static String argument(int keep, Path to) {
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

    /// Whose store it is, as its backups say.
    static String owner(NodeConfig config) {
        NodeConfig.Identity identity = config.identity();
        return config.node()
                + " "
                + switch (config.node()) {
                    case hss, scef -> config.needed("identity.host", identity.host());
                    case as -> config.needed("identity.asId", identity.asId()).fqdn();
                    case mme, ue -> throw noStore(config);
                };
    }

    /// What to do instead.
    static InvalidValue noStore(NodeConfig config) {
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
            case scef -> "the epoch keys are not in it, nor have they to outlive this machine";
            case as, mme, ue -> "keys are not in it, only replay marks";
        };
    }
}
