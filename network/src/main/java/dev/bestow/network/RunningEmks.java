package dev.bestow.network;

import dev.bestow.emks.EmksNode;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.network.config.EmksNodeConfig;
import dev.bestow.network.control.ControlAction;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A running EMKS with its key ring and its northbound server.
public final class RunningEmks implements RunningKeyServer {
    private final EmksNodeConfig config;
    private final Started started;
    private final KeyServerParts parts;
    private final EmksNode node;
    private final NorthboundServer northbound;

    private RunningEmks(EmksNodeConfig config, Host host, Started started) throws IOException {
        this.config = config;
        this.started = started;
        KeyServerConfig behaviour = behaviour(config.policy());
        var limits = KeyRingLimits.STANDARD.keepingProven(config.policy().keptKeys());
        parts = new KeyServerParts(config, behaviour, limits, host, started);
        node =
                started.closing(
                        new EmksNode(
                                behaviour,
                                parts.network(),
                                host.ports(),
                                parts.keyRing(),
                                host.taps().diameter()));
        node.start();
        northbound = parts.serve(node.keyRetrieval());
    }

    static RunningEmks start(EmksNodeConfig config, Host host, Started started) throws IOException {
        return new RunningEmks(config, host, started);
    }

    private static KeyServerConfig behaviour(EmksNodeConfig.Policy policy) {
        return new KeyServerConfig(
                policy.plan(),
                Set.copyOf(policy.endpoints()),
                Set.copyOf(policy.translating()),
                SolutionTable.kindsPushedTo(Party.EMKS),
                policy.keyIdentifier(),
                KeyServerConfig.Limits.DEFAULT.withKeyLifetimeOf(policy.keyLifetimeSeconds()));
    }

    @Override
    public EmksNodeConfig config() {
        return config;
    }

    @Override
    public DiameterNode diameter() {
        return node.diameter();
    }

    @Override
    public List<CommandRouter.Served> served() {
        return node.served();
    }

    @Override
    public KeyRing keyRing() {
        return parts.keyRing();
    }

    @Override
    public int northboundPort() {
        return northbound.port();
    }

    @Override
    public Map<String, ControlAction> actions() {
        return parts.actions(node.trace(), "no push of its HSS has come");
    }

    @Override
    public void close() {
        started.close();
    }
}
