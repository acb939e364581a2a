package dev.bestow.cli.node;

import dev.bestow.aka.MasterKey;
import dev.bestow.cli.config.NodeConfig;
import dev.bestow.cli.machine.SystemPorts;
import dev.bestow.cli.store.HssKeys;
import dev.bestow.cli.store.NodeStores;
import dev.bestow.keystore.NodeStore;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// Where the HSS keeps its subscribers, for the verbs that work on them while it is not running.
public final class HssStoreOption {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The HSS's configuration: its store and its master key.")
    private Path file = Path.of("");

    private @Nullable NodeConfig read;

    /// The configuration, read once.
    public NodeConfig config() {
        NodeConfig config = read;
        if (config == null) {
            config = NodeConfig.read(file, NodeConfig.Node.hss);
            read = config;
        }
        return config;
    }

    /// The store it names; one in a folder for this process alone.
    public NodeStore open() {
        return NodeStores.open(config(), SystemPorts.untilExit());
    }

    /// The key that wraps K and OPc in `store`, see [HssKeys].
    public static MasterKey masterKey(NodeStore store, NodeConfig config) {
        return HssKeys.open(store, config);
    }
}
