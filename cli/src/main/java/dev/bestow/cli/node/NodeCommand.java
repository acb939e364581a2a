package dev.bestow.cli.node;

import dev.bestow.cli.backup.StoreBackup;
import dev.bestow.cli.config.NodeConfig;
import dev.bestow.cli.control.ControlAction;
import dev.bestow.cli.control.NodeControl;
import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.cli.machine.SystemClock;
import dev.bestow.cli.machine.SystemEntropy;
import dev.bestow.cli.machine.SystemTimers;
import dev.bestow.cli.store.NodeStores;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Ports;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.link.accept.CannotListen;
import dev.bestow.link.control.ControlServer;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

/// What all node verbs have in common: read the configuration, start, say so, wait for SIGTERM or
/// Ctrl-C, stop in reverse order.
abstract class NodeCommand implements Callable<Integer> {
    private final NodeConfig.Node node;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description =
                    "The node's configuration, YAML; examples/five-processes has one of each.")
    private Path file = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    NodeCommand(NodeConfig.Node node) {
        this.node = node;
    }

    /// What a starting node gets.
    ///
    /// @param root the command line it was started from
    record Start(NodeConfig config, Ports ports, Shutdown shutdown, CommandLine root) {
        PrintWriter out() {
            return root.getOut();
        }

        Clock clock() {
            return ports.clock();
        }

        Entropy entropy() {
            return ports.entropy();
        }
    }

    @Override
    public final Integer call() throws Exception {
        NodeConfig config = NodeConfig.read(file, node);
        if (node != NodeConfig.Node.ue) {
            NodeStores.tellDefaultFolder(config);
        }
        try (Shutdown shutdown = Shutdown.onTermination(node.name())) {
            var timers = shutdown.closing(new SystemTimers());
            var ports = new Ports(new SystemClock(), timers, new SystemEntropy());
            return run(new Start(config, ports, shutdown, spec.root().commandLine()));
        } catch (CannotListen e) {
            throw Listeners.told(config, e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CannotListen failed ? Listeners.told(config, failed) : e;
        }
    }

    /// Starts the node and returns the exit status when it is done.
    abstract int run(Start start) throws Exception;

    /// What a node with this store can be asked for: a cluster has backups of its own.
    static Map<String, ControlAction> backup(NodeStore store, NodeConfig config) {
        return store instanceof RocksStore rocks
                ? Map.of(StoreBackup.VERB, new StoreBackup(rocks, config))
                : Map.of();
    }

    /// As [#serve(Start, String)], and does `actions`, if there are any, when asked through the control socket
    /// meanwhile.
    static int serve(Start start, String where, Map<String, ControlAction> actions)
            throws IOException, InterruptedException {
        if (!actions.isEmpty()) {
            start.shutdown()
                    .closing(
                            ControlServer.start(
                                    start.config().dataFolder(),
                                    start.ports().timers(),
                                    new NodeControl(actions)));
        }
        return serve(start, where);
    }

    /// Says that the node is up, and waits until it is told to end.
    static int serve(Start start, String where) throws InterruptedException {
        start.shutdown().up();
        start.out().println(start.config().node() + " ready: " + where);
        start.out().flush();
        start.shutdown().await();
        return ExitStatus.OK;
    }
}
