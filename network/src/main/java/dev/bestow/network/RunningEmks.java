package dev.bestow.network;

import dev.bestow.emks.EmksNode;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.KeyServerConfig;
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
public final class RunningEmks extends RunningKeyServer {
    private final EmksNodeConfig config;
    private final EmksNode node;

    private RunningEmks(
            EmksNodeConfig config,
            EmksNode node,
            KeyServerParts parts,
            NorthboundServer northbound) {
        super(parts, northbound);
        this.config = config;
        this.node = node;
    }

    static RunningEmks start(EmksNodeConfig config, Host host, Started started) throws IOException {
        KeyServerConfig behaviour = behaviour(config.policy());
        var limits = KeyRingLimits.STANDARD.keepingProven(config.policy().keptKeys());
        var parts = new KeyServerParts(config, behaviour, limits, host, started);
        var node =
                started.closing(
                        new EmksNode(
                                behaviour,
                                parts.network(),
                                host.ports(),
                                parts.kept(),
                                host.taps().diameter()));
        node.start();
        return new RunningEmks(config, node, parts, parts.serve(node.keyRetrieval()));
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
    public Map<String, ControlAction> actions() {
        return actions(node.trace(), "no push of its HSS has come");
    }
}
