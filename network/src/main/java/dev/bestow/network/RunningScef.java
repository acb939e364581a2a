package dev.bestow.network;

import dev.bestow.core.Clock;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.link.http.NorthboundLimits;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.network.config.ScefNodeConfig;
import dev.bestow.network.control.ControlAction;
import dev.bestow.network.control.TraceAction;
import dev.bestow.network.machine.Housekeeping;
import dev.bestow.network.store.NodeEpochKeys;
import dev.bestow.network.store.StoreBackup;
import dev.bestow.scef.ScefConfig;
import dev.bestow.scef.ScefNode;
import dev.bestow.wire.diameter.Origin;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A running SCEF with its key ring and its northbound server.
public final class RunningScef implements RunningNode {
    private final ScefNodeConfig config;
    private final Started started;
    private final NodeStore store;
    private final KeyRing keyRing;
    private final ScefNode node;
    private final NorthboundServer northbound;

    private RunningScef(ScefNodeConfig config, Host host, Started started) throws IOException {
        this.config = config;
        this.started = started;
        Clock clock = host.ports().clock();
        long nowMs = clock.nowMs();
        var listen = config.http().listen().resolve("http.listen");
        String name = config.identity().host();
        var tls =
                Objects.requireNonNull(
                        OwnCertificate.of(config.tls(), name, host, started),
                        "its files are required");
        var network =
                DiameterSettings.of(
                        config.diameter(),
                        new Origin(name, config.identity().realm()),
                        config.caps(),
                        tls,
                        host);
        store =
                started.closing(
                        host.store(config, files -> OwnCertificate.ofStore(files, host, started)));
        ScefConfig behaviour = behaviour(config.policy());
        EpochKeyPlan plan =
                EpochKeyPlan.forKeysLiving(behaviour.keyServer().limits().latestExpiryMs());
        var epochKeys = started.closing(NodeEpochKeys.open(config, store, plan, nowMs));
        epochKeys.believeClock(nowMs, host.confirmsClock());
        var wrap = epochKeys.wrap();
        keyRing = store.keyRing(KeyRingLimits.STANDARD, wrap);
        var housekeeping = started.closing(new Housekeeping(clock));
        if (config.cluster() == null) {
            housekeeping.byTheClock("sweep of keys", () -> keyRing.sweep(clock.nowMs()));
        }
        housekeeping.byTheClock("turn of epoch keys", () -> wrap.rotate(clock.nowMs()));
        node =
                started.closing(
                        new ScefNode(
                                behaviour, network, host.ports(), keyRing, host.taps().diameter()));
        node.start();
        northbound =
                started.closing(
                        NorthboundServer.start(
                                listen,
                                tls.context(),
                                node.keyRetrieval()::retrieve,
                                config.caps().of(NorthboundLimits.STANDARD),
                                host.ports()));
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

    /// The keys it holds.
    public KeyRing keyRing() {
        return keyRing;
    }

    /// Where application servers fetch their keys.
    public int northboundPort() {
        return northbound.port();
    }

    @Override
    public String summary() {
        return config.identity().host() + ", northbound on port " + northbound.port();
    }

    @Override
    public Map<String, ControlAction> actions() {
        Map<String, ControlAction> actions = new HashMap<>(StoreBackup.of(store, config));
        actions.put(
                TraceAction.VERB,
                new TraceAction<>(
                        node.trace(),
                        _ ->
                                "no push of its HSS has come. Keys that stay with the MME"
                                        + " (solution 11) leave no trace here"));
        return actions;
    }

    @Override
    public void close() {
        started.close();
    }
}
