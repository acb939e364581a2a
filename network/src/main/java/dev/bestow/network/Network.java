package dev.bestow.network;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.accept.CannotListen;
import dev.bestow.network.config.EmksNodeConfig;
import dev.bestow.network.config.EndpointNodeConfig;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.MmeNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.ScefNodeConfig;
import dev.bestow.network.config.UeNodeConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Makes running nodes out of configurations: the only place that does.
public final class Network implements AutoCloseable {
    private final List<RunningNode> nodes;

    private Network(List<RunningNode> nodes) {
        this.nodes = nodes;
    }

    /// Starts all of them, in their order; none stays when one does not start.
    public static Network start(List<? extends NodeConfig> configs, Host host) throws IOException {
        var network = new Network(new ArrayList<>());
        try {
            for (NodeConfig config : configs) {
                network.nodes.add(start(config, host));
            }
        } catch (IOException | RuntimeException e) {
            network.close();
            throw e;
        }
        return network;
    }

    /// Starts one.
    ///
    /// @throws IOException when an address is not to be had, or a file
    public static RunningNode start(NodeConfig config, Host host) throws IOException {
        return switch (config) {
            case HssNodeConfig hss -> hss(hss, host);
            case MmeNodeConfig mme -> mme(mme, host);
            case ScefNodeConfig scef -> scef(scef, host);
            case EmksNodeConfig emks -> emks(emks, host);
            case EndpointNodeConfig endpoint -> endpoint(endpoint, host);
            case UeNodeConfig _ ->
                    throw new InvalidValue("node", "is ue: devices are no node of a network");
        };
    }

    /// As [#start(NodeConfig, Host)].
    public static RunningHss hss(HssNodeConfig config, Host host) throws IOException {
        return started(config, started -> RunningHss.start(config, host, started));
    }

    /// As [#start(NodeConfig, Host)].
    public static RunningMme mme(MmeNodeConfig config, Host host) throws IOException {
        return started(config, started -> RunningMme.start(config, host, started));
    }

    /// As [#start(NodeConfig, Host)].
    public static RunningScef scef(ScefNodeConfig config, Host host) throws IOException {
        return started(config, started -> RunningScef.start(config, host, started));
    }

    /// As [#start(NodeConfig, Host)].
    public static RunningEmks emks(EmksNodeConfig config, Host host) throws IOException {
        return started(config, started -> RunningEmks.start(config, host, started));
    }

    /// As [#start(NodeConfig, Host)].
    public static RunningEndpoint endpoint(EndpointNodeConfig config, Host host)
            throws IOException {
        return started(config, started -> RunningEndpoint.start(config, host, started));
    }

    @FunctionalInterface
    private interface Starting<N> {
        N with(Started started) throws IOException;
    }

    private static <N> N started(NodeConfig config, Starting<N> starting) throws IOException {
        Started started = new Started();
        boolean up = false;
        try {
            N node = starting.with(started);
            up = true;
            return node;
        } catch (CannotListen e) {
            throw Listeners.told(config, e);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CannotListen failed) {
                throw Listeners.told(config, failed);
            }
            throw e;
        } finally {
            if (!up) {
                started.close();
            }
        }
    }

    /// In the order they were started.
    public List<RunningNode> nodes() {
        return List.copyOf(nodes);
    }

    /// Stops them, the last one first.
    @Override
    public void close() {
        while (!nodes.isEmpty()) {
            nodes.removeLast().close();
        }
    }
}
