package dev.bestow.network;

import dev.bestow.emks.EmksNode;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.link.coap.CoapEapServer;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.network.config.EmksNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.OwnRunsSection;
import dev.bestow.network.control.ControlAction;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A running EMKS with its key ring and its northbound server.
public final class RunningEmks extends RunningKeyServer {
    private static final Set<String> TAKEN =
            Set.of(
                    PEERS,
                    "http.tokens",
                    "policy.solution",
                    "policy.solutions",
                    "policy.endpoints",
                    "policy.translating");

    private final EmksNode node;
    private volatile EmksNodeConfig config;
    private final @Nullable InetSocketAddress ownRunAddress;

    private RunningEmks(
            EmksNodeConfig config,
            EmksNode node,
            KeyServerParts parts,
            NorthboundServer northbound,
            @Nullable InetSocketAddress ownRunAddress) {
        super(parts, northbound);
        this.config = config;
        this.node = node;
        this.ownRunAddress = ownRunAddress;
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
        OwnRunsSection section = config.ownRuns();
        InetSocketAddress ownRunAddress =
                section == null ? null : ownRuns(section, node, host, started);
        return new RunningEmks(
                config, node, parts, parts.serve(node.keyRetrieval()), ownRunAddress);
    }

    private static InetSocketAddress ownRuns(
            OwnRunsSection section, EmksNode node, Host host, Started started) throws IOException {
        var server =
                started.closing(
                        CoapEapServer.bind(
                                section.listen().resolve("ownRuns.listen"),
                                section.limits().limits(),
                                host.ports(),
                                host.taps().ownRuns()));
        server.start(node.ownRuns(section.network()));
        return server.localAddress();
    }

    /// Where devices ask for AKA runs; null where it makes none.
    public @Nullable InetSocketAddress ownRunAddress() {
        return ownRunAddress;
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
    public Set<String> takes() {
        return TAKEN;
    }

    @Override
    public NodeChange change(NodeConfig next) {
        var wanted = (EmksNodeConfig) next;
        KeyServerConfig after = behaviour(wanted.policy());
        return change(
                wanted,
                new Behaviours(
                        behaviour(config.policy()),
                        after,
                        () -> {
                            node.reconfigure(after);
                            config = wanted;
                        }));
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
