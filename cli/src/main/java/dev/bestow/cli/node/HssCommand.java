package dev.bestow.cli.node;

import dev.bestow.cli.config.NodeConfig;
import dev.bestow.cli.control.ControlAction;
import dev.bestow.cli.store.HssClock;
import dev.bestow.cli.store.KeyFiles;
import dev.bestow.cli.store.NodeStores;
import dev.bestow.core.PlmnId;
import dev.bestow.hss.HssConfig;
import dev.bestow.hss.HssNode;
import dev.bestow.hss.HssStores;
import dev.bestow.hss.provision.MasterKeyVault;
import dev.bestow.keystore.NodeStore;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// `bestow hss`
@Command(
        name = "hss",
        description = {
            "Runs the Home Subscriber Server with its authentication centre.",
            "Subscribers come from 'bestow provision'. Keys go to the SCEF as the policy's solution"
                    + " says."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  bestow hss --config examples/five-processes/hss.yaml")
public final class HssCommand extends NodeCommand {
    private static final Logger LOG = System.getLogger("hss");
    private static final long SETTLE_SECONDS = 2;

    @Mixin private HssClock clock = new HssClock();

    HssCommand() {
        super(NodeConfig.Node.hss);
    }

    @Override
    int run(Start start) throws Exception {
        NodeConfig config = start.config();
        NodeConfig.Policy policy = config.policyOrDefault();
        String host = config.needed("identity.host", config.identity().host());
        String realm = config.needed("identity.realm", config.identity().realm());
        String scef = config.needed("policy.scef", policy.scef());
        var network =
                Networks.diameter(
                        config,
                        host,
                        realm,
                        OwnCertificate.ifAny(config.tls(), host, start.clock()));
        NodeStores.requireMade(config);
        var store = start.shutdown().closing(NodeStores.open(config, start.ports()));
        var masterKey = start.shutdown().closing(HssStoreOption.masterKey(store, config));
        if (config.cluster() != null) {
            start.out()
                    .printf(
                            "taking HSS instance %d; this waits for the lease of a process that"
                                    + " was killed, some 20 s%n",
                            policy.hssInstance());
            start.out().flush();
        }
        var stores =
                HssStores.in(
                        store, new MasterKeyVault(masterKey), start.clock(), policy.hssInstance());
        clock.requireBelievable(store, start.clock(), policy.hssInstance());
        if (clock.confirmed()) {
            stores.sqns().confirmClock();
        }
        var behaviour =
                new HssConfig(
                        policy.plan(),
                        scef,
                        servedNetworks(policy),
                        ksInVectorFor(policy, realm),
                        policy.keyLifetimeSeconds(),
                        policy.maxVectors(),
                        HssConfig.DEFAULT_PUSH_WAIT_MS,
                        Set.copyOf(policy.confidentialityForbidden()));
        HssNode node =
                start.shutdown()
                        .closing(new HssNode(behaviour, network, start.ports(), stores, null));
        node.start();
        long subscribers = store.subscribers().count();
        if (subscribers == 0) {
            LOG.log(
                    Level.WARNING,
                    "no subscribers in {0}: every one is answered as unknown",
                    NodeStores.named(config));
        }
        return serve(
                start,
                host + " with " + subscribers + " subscribers",
                actions(start, store, new HssData(config, node.subscribers(), masterKey)));
    }

    private static Map<String, Set<PlmnId>> servedNetworks(NodeConfig.Policy policy) {
        return policy.servedNetworks().stream()
                .collect(
                        Collectors.toMap(
                                NodeConfig.ServedNetworks::realm,
                                served -> Set.copyOf(served.plmns())));
    }

    private static Set<PlmnId> ksInVectorFor(NodeConfig.Policy policy, String realm) {
        return policy.keysInVectorFor().isEmpty()
                ? PlmnId.ofEpcRealm(realm)
                : Set.copyOf(policy.keysInVectorFor());
    }

    private static Map<String, ControlAction> actions(Start start, NodeStore store, HssData data) {
        NodeConfig config = start.config();
        Map<String, ControlAction> actions = new HashMap<>(backup(store, config));
        actions.put(
                KeyRotation.VERB,
                new KeyRotation(
                        store,
                        data.masterKey(),
                        KeyFiles.masterKey(config),
                        start.entropy(),
                        HssCommand::settle));
        actions.put(HssVerbs.VERB, new HssVerbs(data, start.root()));
        return actions;
    }

    /// No request lives as long: what is read for one is opened within it.
    private static void settle() {
        try {
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
