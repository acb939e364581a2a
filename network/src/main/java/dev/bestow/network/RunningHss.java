package dev.bestow.network;

import dev.bestow.aka.MasterKey;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.hss.ClockCheck;
import dev.bestow.hss.HssConfig;
import dev.bestow.hss.HssNode;
import dev.bestow.hss.HssStores;
import dev.bestow.hss.provision.MasterKeyVault;
import dev.bestow.keystore.NodeStore;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.config.Differences;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.control.ControlAction;
import dev.bestow.network.control.TraceAction;
import dev.bestow.network.store.HssKeys;
import dev.bestow.network.store.KeyFiles;
import dev.bestow.network.store.NodeStores;
import dev.bestow.network.store.StoreBackup;
import dev.bestow.wire.diameter.Origin;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A running HSS with its store and its master key.
public final class RunningHss implements RunningNode {
    private static final Logger LOG = System.getLogger("hss");
    private static final int SETTLE_SECONDS = 2;

    /// All that it decides by for each request.
    private static final Set<String> TAKEN =
            Set.of(
                    RunningKeyServer.PEERS,
                    "policy.solution",
                    "policy.solutions",
                    "policy.connectionToldBy",
                    "policy.hseApn",
                    "policy.applicationServers",
                    "policy.keyLifetimeSeconds",
                    "policy.pushWaitMs",
                    "policy.maxVectors",
                    "policy.confidentialityForbidden",
                    "policy.servedNetworks",
                    "policy.keysInVectorFor",
                    "policy.profiles");

    private final Host host;
    private final Started started;
    private final HssNode node;
    private final @Nullable TlsIdentity tls;
    private volatile HssNodeConfig config;
    private final NodeStore store;
    private final MasterKey masterKey;

    private RunningHss(
            HssNodeConfig config, Host host, Started started, NodeStore store, MasterKey masterKey)
            throws IOException {
        this.config = config;
        this.host = host;
        this.started = started;
        this.store = store;
        this.masterKey = masterKey;
        int instance = config.policy().hssInstance();
        if (config.cluster() != null) {
            host.tell(
                    "taking HSS instance %d; this waits for the lease of a process that was killed, some 20 s"
                            .formatted(instance));
        }
        var clock = host.ports().clock();
        var stores = HssStores.in(store, new MasterKeyVault(masterKey), clock, instance);
        if (host.confirmsClock()) {
            stores.sqns().confirmClock();
        } else {
            ClockCheck.require(store, clock, instance, "the store");
        }
        if (config.policy().keyServers().isEmpty()) {
            LOG.log(Level.INFO, "no policy.scef, policy.emks or policy.hse: endpoints get no keys");
        }
        tls = OwnCertificate.of(config.tls(), config.identity().host(), host, started);
        node =
                started.closing(
                        new HssNode(
                                behaviour(config),
                                network(config, tls, host),
                                host.ports(),
                                stores,
                                host.taps().diameter()));
        node.start();
    }

    static RunningHss start(HssNodeConfig config, Host host, Started started) throws IOException {
        NodeStore store =
                started.closing(
                        host.store(config, tls -> OwnCertificate.ofStore(tls, host, started)));
        MasterKey masterKey = started.closing(HssKeys.open(store, config));
        return new RunningHss(config, host, started, store, masterKey);
    }

    private static DiameterConfig network(
            HssNodeConfig config, @Nullable TlsIdentity tls, Host host) {
        return DiameterSettings.of(
                config.diameter(),
                new Origin(config.identity().host(), config.identity().realm()),
                config.caps(),
                tls,
                host);
    }

    @Override
    public Set<String> takes() {
        return TAKEN;
    }

    @Override
    public NodeChange change(NodeConfig next) {
        var wanted = (HssNodeConfig) next;
        HssNodeConfig now = config;
        HssConfig after = behaviour(wanted);
        List<DiameterConfig.Peer> peers = network(wanted, tls, host).peers();
        var lines = new ChangeLines(Differences.between(now, wanted));
        lines.say(
                Set.of(RunningKeyServer.PEERS),
                PeerChanges.lines(now.diameter(), wanted.diameter()));
        return new NodeChange(
                lines.all(),
                () -> {
                    node.reconfigure(after);
                    node.diameter().replacePeers(peers);
                    config = wanted;
                });
    }

    private static HssConfig behaviour(HssNodeConfig config) {
        HssNodeConfig.Policy policy = config.policy();
        Map<String, Set<PlmnId>> served =
                policy.servedNetworks().stream()
                        .collect(
                                Collectors.toMap(
                                        HssNodeConfig.ServedNetworks::realm,
                                        each -> Set.copyOf(each.plmns())));
        Set<PlmnId> keysInVectorFor =
                policy.keysInVectorFor().isEmpty()
                        ? PlmnId.ofEpcRealm(config.identity().realm())
                        : Set.copyOf(policy.keysInVectorFor());
        return new HssConfig(
                policy.plan(),
                policy.keyServers(),
                served,
                keysInVectorFor,
                policy.connections(),
                policy.keyLifetimeSeconds(),
                policy.maxVectors(),
                policy.pushWaitMs(),
                Set.copyOf(policy.confidentialityForbidden()),
                policy.accessProfiles());
    }

    @Override
    public HssNodeConfig config() {
        return config;
    }

    public HssNode node() {
        return node;
    }

    /// The store itself: whoever changes a subscriber there tells nobody.
    public NodeStore store() {
        return store;
    }

    public MasterKey masterKey() {
        return masterKey;
    }

    /// What a verb works on that this HSS does for somebody outside.
    public HssData data() {
        return new HssData(config, node.subscribers(), masterKey);
    }

    @Override
    public String summary() {
        long subscribers = store.subscribers().count();
        if (subscribers == 0) {
            LOG.log(
                    Level.WARNING,
                    "no subscribers in {0}: every one is answered as unknown",
                    NodeStores.named(config));
        }
        return config.identity().host() + " with " + subscribers + " subscribers";
    }

    @Override
    public Map<String, ControlAction> actions() {
        Map<String, ControlAction> actions = new HashMap<>(StoreBackup.of(store, config));
        actions.put(
                KeyRotation.VERB,
                new KeyRotation(
                        store,
                        masterKey,
                        KeyFiles.masterKey(config),
                        host.ports().entropy(),
                        RunningHss::settle));
        actions.put(TraceAction.VERB, new TraceAction<>(node.trace(), this::unseen));
        return actions;
    }

    private String unseen(Imsi imsi) {
        if (store.subscribers().find(imsi).isEmpty()) {
            throw new InvalidValue("IMSI", "is no subscriber's: see 'bestow provision'");
        }
        return "no MME has asked for it; does the device attach, and is its MME connected?";
    }

    /// No request lives as long: what is read for one is opened within it.
    private static void settle() {
        try {
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        started.close();
    }
}
