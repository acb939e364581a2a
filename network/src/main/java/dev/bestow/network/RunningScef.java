package dev.bestow.network;

import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.ScefNodeConfig;
import dev.bestow.network.control.ControlAction;
import dev.bestow.scef.ScefConfig;
import dev.bestow.scef.ScefNode;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A running SCEF with its key ring and its northbound server.
public final class RunningScef extends RunningKeyServer {
    private static final Set<String> TAKEN =
            Set.of(
                    PEERS,
                    "http.tokens",
                    "policy.solution",
                    "policy.solutions",
                    "policy.mmePools",
                    "policy.applicationServers",
                    "policy.refreshSeconds",
                    "policy.scefDerives");

    private final ScefNode node;
    private volatile ScefNodeConfig config;

    private RunningScef(
            ScefNodeConfig config,
            ScefNode node,
            KeyServerParts parts,
            NorthboundServer northbound) {
        super(parts, northbound);
        this.config = config;
        this.node = node;
    }

    static RunningScef start(ScefNodeConfig config, Host host, Started started) throws IOException {
        ScefConfig behaviour = behaviour(config.policy());
        var parts =
                new KeyServerParts(
                        config, behaviour.keyServer(), KeyRingLimits.STANDARD, host, started);
        var node =
                started.closing(
                        new ScefNode(
                                behaviour,
                                parts.network(),
                                host.ports(),
                                parts.kept(),
                                host.taps().diameter()));
        node.start();
        return new RunningScef(config, node, parts, parts.serve(node.keyRetrieval()));
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
                        KeyServerConfig.Limits.DEFAULT
                                .withKeyLifetimeOf(policy.keyLifetimeSeconds())
                                .withRefreshMs(TimeUnit.SECONDS.toMillis(policy.refreshSeconds())));
        return new ScefConfig(keyServer, pools, ScefConfig.PULL_DEADLINE_MS, policy.scefDerives());
    }

    @Override
    public Set<String> takes() {
        return TAKEN;
    }

    @Override
    public NodeChange change(NodeConfig next) {
        var wanted = (ScefNodeConfig) next;
        ScefConfig after = behaviour(wanted.policy());
        return change(
                wanted,
                new Behaviours(
                        behaviour(config.policy()).keyServer(),
                        after.keyServer(),
                        () -> {
                            node.reconfigure(after);
                            config = wanted;
                        }));
    }

    @Override
    public ScefNodeConfig config() {
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
        return actions(
                node.trace(),
                "no push of its HSS has come. Keys that stay with the MME (solution 11) leave no"
                        + " trace here");
    }
}
