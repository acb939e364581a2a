package dev.bestow.cli.node;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.cli.monitoring.NodeMonitoring;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Ports;
import dev.bestow.link.accept.CannotListen;
import dev.bestow.link.control.ControlServer;
import dev.bestow.network.Host;
import dev.bestow.network.Listeners;
import dev.bestow.network.Reload;
import dev.bestow.network.RunningNode;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.UeNodeConfig;
import dev.bestow.network.control.ControlAction;
import dev.bestow.network.control.NodeControl;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.network.machine.SystemTimers;
import dev.bestow.network.store.NodeStores;
import dev.bestow.session.ua.AsApplication;
import dev.bestow.session.ua.Plaintext;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/// What all node verbs have in common: read the configuration, start, say so, wait for SIGTERM or
/// Ctrl-C, stop in reverse order.
abstract class NodeCommand<C extends NodeConfig> implements Callable<Integer> {
    private final Class<C> type;

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description =
                    "The node's configuration, YAML; examples/five-processes has one of each. With"
                            + " 'admin: {listen: 127.0.0.1:9101}' in it the node tells /metrics,"
                            + " /health/live and /health/ready there, over HTTP.")
    private Path file = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    NodeCommand(Class<C> type) {
        this.type = type;
    }

    /// What a starting node gets.
    ///
    /// @param file where its configuration is
    /// @param root the command line it was started from
    record Start<C extends NodeConfig>(
            Path file, C config, Ports ports, Shutdown shutdown, CommandLine root) {
        PrintWriter out() {
            return root.getOut();
        }

        /// This machine, with the operator's word about its clock or without.
        Host host(boolean confirmsClock) {
            return new Machine(ports, out(), confirmsClock);
        }
    }

    @Override
    public final Integer call() throws Exception {
        C config = NodeConfig.read(file, type);
        if (!(config instanceof UeNodeConfig)) {
            NodeStores.tellDefaultFolder(config);
        }
        try (Shutdown shutdown = Shutdown.onTermination(config.node().name())) {
            Monitoring monitoring = NodeMonitoring.start(config, shutdown);
            var timers = shutdown.closing(new SystemTimers());
            timers.tell(monitoring);
            var ports = new Ports(new SystemClock(), timers, new SystemEntropy(), monitoring);
            return run(new Start<>(file, config, ports, shutdown, spec.root().commandLine()));
        } catch (CannotListen e) {
            throw Listeners.told(config, e);
        }
    }

    /// Starts the node and returns the exit status when it is done.
    abstract int run(Start<C> start) throws Exception;

    /// Says that the node is up, does what it is asked for through its control socket, and waits until it is told to
    /// end.
    static int serve(Start<?> start, RunningNode node, Map<String, ControlAction> more)
            throws IOException, InterruptedException {
        Map<String, ControlAction> actions = new HashMap<>(node.actions());
        actions.putAll(more);
        actions.put(Reload.VERB, new Reload(start.file(), node));
        start.shutdown()
                .closing(
                        ControlServer.start(
                                start.config().dataFolder(),
                                start.ports().timers(),
                                new NodeControl(actions)));
        String summary = node.summary();
        start.shutdown().up();
        start.out().println(start.config().node() + " ready: " + summary);
        start.out().flush();
        start.shutdown().await();
        return ExitStatus.OK;
    }

    /// The machine of an operator.
    private record Machine(Ports ports, PrintWriter out, boolean confirmsClock) implements Host {
        @Override
        public void tell(String line) {
            out.println(line);
            out.flush();
        }

        /// What an application would do with a report; this one says whose it was and how long.
        @Override
        public AsApplication application() {
            return (device, _, report) -> {
                out.println("report of " + report.length() + " octets from " + device);
                return Plaintext.of("taken: " + report.length() + " octets");
            };
        }
    }
}
