package dev.bestow.cli.node;

import dev.bestow.cli.config.Caps;
import dev.bestow.cli.config.NodeConfig;
import dev.bestow.cli.machine.Housekeeping;
import dev.bestow.cli.store.NodeEpochKeys;
import dev.bestow.cli.store.NodeStores;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.link.http.NorthboundLimits;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.scef.ScefConfig;
import dev.bestow.scef.ScefNode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.net.InetSocketAddress;
import java.util.Set;

/// `bestow scef`
@Command(
        name = "scef",
        description = {
            "Runs the Service Capability Exposure Function, the operator's key server.",
            "Application servers fetch their keys from it over HTTPS with mutual TLS."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  bestow scef --config examples/five-processes/scef.yaml")
public final class ScefCommand extends NodeCommand {
    @Mixin private ConfirmClockOption confirmClock = new ConfirmClockOption();

    ScefCommand() {
        super(NodeConfig.Node.scef);
    }

    @Override
    int run(Start start) throws Exception {
        NodeConfig config = start.config();
        NodeConfig.Policy policy = config.policyOrDefault();
        String host = config.needed("identity.host", config.identity().host());
        String realm = config.needed("identity.realm", config.identity().realm());
        NodeConfig.Http http = config.needed("http", config.http());
        InetSocketAddress listen =
                config.needed("http.listen", http.listen()).resolve("http.listen");
        var tls = OwnCertificate.load(config.needed("tls", config.tls()), host, start.clock());
        var network = Networks.diameter(config, host, realm, tls);
        var store = start.shutdown().closing(NodeStores.open(config, start.ports()));
        long nowMs = start.clock().nowMs();
        ScefConfig behaviour = behaviour(policy);
        EpochKeyPlan plan = EpochKeyPlan.forKeysLiving(behaviour.limits().latestExpiryMs());
        var epochKeys = start.shutdown().closing(NodeEpochKeys.open(config, store, plan, nowMs));
        epochKeys.believeClock(nowMs, confirmClock.given());
        var wrap = epochKeys.wrap();
        var ring = store.keyRing(KeyRingLimits.STANDARD, wrap);
        var housekeeping = start.shutdown().closing(new Housekeeping(start.clock()));
        if (config.cluster() == null) {
            housekeeping.byTheClock("sweep of keys", () -> ring.sweep(start.clock().nowMs()));
        }
        housekeeping.byTheClock("turn of epoch keys", () -> wrap.rotate(start.clock().nowMs()));
        ScefNode node =
                start.shutdown()
                        .closing(new ScefNode(behaviour, network, start.ports(), ring, null));
        node.start();
        NorthboundServer northbound =
                start.shutdown()
                        .closing(
                                NorthboundServer.start(
                                        listen,
                                        tls.context(),
                                        node.keyRetrieval()::retrieve,
                                        Caps.of(config).of(NorthboundLimits.STANDARD),
                                        start.ports()));
        return serve(
                start, host + ", northbound on port " + northbound.port(), backup(store, config));
    }

    private static ScefConfig behaviour(NodeConfig.Policy policy) {
        var pools =
                policy.mmePools().stream()
                        .map(p -> new ScefConfig.MmePool(p.plmn(), p.firstGroup(), p.lastGroup()))
                        .toList();
        return new ScefConfig(
                policy.plan(),
                pools,
                Set.copyOf(policy.applicationServers()),
                ScefConfig.Limits.DEFAULT.withKeyLifetimeOf(policy.keyLifetimeSeconds()));
    }
}
