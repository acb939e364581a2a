package dev.bestow.cli.node;

import dev.bestow.aka.MasterKey;
import dev.bestow.hss.AnnouncedSubscribers;
import dev.bestow.keystore.NodeStore;
import dev.bestow.network.HssData;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemPorts;
import dev.bestow.network.store.HssKeys;
import dev.bestow.network.store.NodeStores;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Where the HSS keeps its subscribers, for the verbs that work on them.
public final class HssStoreOption {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The HSS's configuration: its store and its master key.")
    private Path file = Path.of("");

    private @Nullable HssNodeConfig read;

    /// The configuration, read once.
    public HssNodeConfig config() {
        if (HssVerbs.isLent()) {
            return HssVerbs.OF_RUNNING_HSS.get().config();
        }
        HssNodeConfig config = read;
        if (config == null) {
            config = NodeConfig.read(file, HssNodeConfig.class);
            read = config;
        }
        return config;
    }

    /// Something to do with the HSS's subscribers.
    @FunctionalInterface
    public interface Work {
        int with(HssData data) throws IOException;
    }

    /// Does `work` on the HSS's subscribers: the HSS does it when one runs on this store, with the command line
    /// that `command` was called with; otherwise it is done here, on the store itself.
    public int on(CommandSpec command, Work work) throws IOException {
        return on(command, null, this::open, _ -> {}, work);
    }

    /// As [#on(CommandSpec, Work)], for who brings subscribers: makes a store where there is none.
    ///
    /// @param file an argument that is a path, seen from here
    /// @param check refuses a store before anything is done to it; a running HSS has made its own checks
    public int onNewOrOld(CommandSpec command, Path file, Consumer<NodeStore> check, Work work)
            throws IOException {
        return on(command, file, this::openOrMake, check, work);
    }

    private int on(
            CommandSpec command,
            @Nullable Path file,
            Supplier<NodeStore> opening,
            Consumer<NodeStore> check,
            Work work)
            throws IOException {
        if (HssVerbs.isLent()) {
            return work.with(HssVerbs.OF_RUNNING_HSS.get());
        }
        CommandLine line = command.commandLine();
        Optional<Integer> elsewhere =
                HssVerbs.ask(
                        config().dataFolder(),
                        arguments(command, file),
                        line.getOut(),
                        line.getErr());
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        try (NodeStore store = opening.get();
                MasterKey masterKey = masterKey(store, config())) {
            check.accept(store);
            return work.with(new HssData(config(), announced(store), masterKey));
        }
    }

    /// Whom changes concern is told by the HSS when it starts.
    private AnnouncedSubscribers announced(NodeStore store) {
        HssNodeConfig config = config();
        var keyServers =
                new AnnouncedSubscribers.KeyServers(
                        List.copyOf(config.policy().keyServers().values()),
                        config.identity().realm());
        return new AnnouncedSubscribers(
                store.subscribers(), store.locations(), keyServers, new SystemClock(), () -> {});
    }

    /// The whole command line, with a path that means the same wherever it is read.
    private static List<String> arguments(CommandSpec command, @Nullable Path file) {
        ParseResult parsed = command.commandLine().getParseResult();
        List<String> arguments = new ArrayList<>();
        for (String argument : parsed.originalArgs()) {
            boolean path = file != null && argument.equals(file.toString());
            arguments.add(path ? absolute(file) : argument);
        }
        return arguments;
    }

    private static String absolute(@Nullable Path file) {
        return file == null ? "" : file.toAbsolutePath().toString();
    }

    /// The store it names; one in a folder for this process alone.
    public NodeStore open() {
        NodeStores.requireMade(config());
        return openOrMake();
    }

    /// As [#open], and makes one where there is none: a path that is wrong must not look like an HSS without
    /// subscribers, so only who brings subscribers does that.
    public NodeStore openOrMake() {
        NodeStores.tellDefaultFolder(config());
        return NodeStores.open(config(), SystemPorts.untilExit());
    }

    /// The key that wraps K and OPc in `store`, see [HssKeys].
    public static MasterKey masterKey(NodeStore store, NodeConfig config) {
        return HssKeys.open(store, config);
    }
}
