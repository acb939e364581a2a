package dev.bestow.network;

import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.network.config.ScefNodeConfig;
import dev.bestow.network.control.ControlAction;
import dev.bestow.scef.ScefConfig;
import dev.bestow.scef.ScefNode;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A running SCEF with its key ring and its northbound server.
public final class RunningScef implements RunningKeyServer {
    private final ScefNodeConfig config;
    private final Started started;
    private final KeyServerParts parts;
    private final ScefNode node;
    private final NorthboundServer northbound;

    private RunningScef(ScefNodeConfig config, Host host, Started started) throws IOException {
        this.config = config;
        this.started = started;
        ScefConfig behaviour = behaviour(config.policy());
        parts =
                new KeyServerParts(
                        config, behaviour.keyServer(), KeyRingLimits.STANDARD, host, started);
        node =
                started.closing(
                        new ScefNode(
                                behaviour,
                                parts.network(),
                                host.ports(),
                                parts.keyRing(),
                                host.taps().diameter()));
        node.start();
        northbound = parts.serve(node.keyRetrieval());
    }

    static RunningScef start(ScefNodeConfig config, Host host, Started started) throws IOException {
        return new RunningScef(config, host, started);
    }

    private static ScefConfig behaviour(ScefNodeConfig.Policy policy) {
        var pools =
                policy.mmePools().stream()
                        .map(p -> new ScefConfig.MmePool(p.plmn(), p.firstGroup(), p.lastGroup()))
                        .toList();
        var keyServer =
                new KeyServerConfig(
                        policy.plan(),
                        Set.copyOf(policy.applicationServers()),
                        SolutionTable.kindsPushedTo(Party.SCEF),
                        KeyServerConfig.Limits.DEFAULT.withKeyLifetimeOf(
                                policy.keyLifetimeSeconds()));
        return new ScefConfig(keyServer, pools, ScefConfig.PULL_DEADLINE_MS);
    }

    @Override
    public ScefNodeConfig config() {
        return config;
    }

    public ScefNode node() {
        return node;
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
        return parts.actions(
                node.trace(),
                "no push of its HSS has come. Keys that stay with the MME (solution 11) leave no"
                        + " trace here");
    }

    @Override
    public void close() {
        started.close();
    }
}
