package dev.bestow.network;

import dev.bestow.core.AsId;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.keyserver.KeyRetrieval;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keyserver.KeyServerStore;
import dev.bestow.keyserver.trace.KeyServerEvent;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.NodeStore;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.http.KeySetClient;
import dev.bestow.link.http.NorthboundAccess;
import dev.bestow.link.http.NorthboundLimits;
import dev.bestow.link.http.NorthboundServer;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.link.token.KeySetSource;
import dev.bestow.link.token.TokenCheck;
import dev.bestow.network.audit.AuditLog;
import dev.bestow.network.config.KeyServerNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.Northbound;
import dev.bestow.network.control.ControlAction;
import dev.bestow.network.control.EndpointAction;
import dev.bestow.network.control.TraceAction;
import dev.bestow.network.store.StoreBackup;
import dev.bestow.wire.diameter.Origin;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// What every key server has around its node: certificate, Diameter, store, key ring, northbound server.
final class KeyServerParts implements AutoCloseable {
    private final KeyServerNodeConfig config;
    private final Host host;
    private final Started started;
    private final InetSocketAddress listen;
    private final TlsIdentity tls;
    private final DiameterConfig network;
    private final NodeStore store;
    private final KeyRing keyRing;

    /// Opens them; `started` closes them.
    KeyServerParts(
            KeyServerNodeConfig config,
            KeyServerConfig behaviour,
            KeyRingLimits limits,
            Host host,
            Started started) {
        this.config = config;
        this.host = host;
        this.started = started;
        listen = config.http().listen().resolve("http.listen");
        String name = config.identity().host();
        tls =
                Objects.requireNonNull(
                        OwnCertificate.of(config.tls(), name, host, started),
                        "its files are required");
        network = network(config);
        store =
                started.closing(
                        host.store(config, files -> OwnCertificate.ofStore(files, host, started)));
        keyRing =
                OwnKeyRing.open(
                        config, store, new OwnKeyRing.Kept(behaviour, limits), host, started);
    }

    DiameterConfig network() {
        return network;
    }

    /// Diameter as that configuration has it.
    DiameterConfig network(KeyServerNodeConfig of) {
        return DiameterSettings.of(
                of.diameter(),
                new Origin(of.identity().host(), of.identity().realm()),
                of.caps(),
                tls,
                host);
    }

    /// What the node can be asked for on its own machine.
    ///
    /// @param unseen what it may mean that nothing was noted of a subscriber
    /// @param served the endpoints of the configuration at that moment
    /// @param northbound ends what is under way with an endpoint that is shut out
    Map<String, ControlAction> actions(
            SubscriberTrace<KeyServerEvent> trace,
            String unseen,
            Supplier<List<AsId>> served,
            NorthboundServer northbound) {
        Map<String, ControlAction> actions = actions(store, config, trace, unseen);
        actions.put(
                EndpointAction.VERB,
                new EndpointAction(
                        store.endpoints(), served, host.ports().clock(), northbound::shutOut));
        return actions;
    }

    /// As [#actions(SubscriberTrace, String, Supplier, NorthboundServer)], of whoever takes keys in.
    static Map<String, ControlAction> actions(
            NodeStore store,
            NodeConfig config,
            SubscriberTrace<KeyServerEvent> trace,
            String unseen) {
        Map<String, ControlAction> actions = new HashMap<>(StoreBackup.of(store, config));
        actions.put(TraceAction.VERB, new TraceAction<>(trace, _ -> unseen));
        return actions;
    }

    KeyRing keyRing() {
        return keyRing;
    }

    KeyServerStore kept() {
        return new KeyServerStore(keyRing, store.endpoints());
    }

    /// Closes all that was started with them.
    @Override
    public void close() {
        started.close();
    }

    /// Starts to serve endpoints.
    NorthboundServer serve(KeyRetrieval retrieval) throws IOException {
        var audit =
                started.closing(
                        AuditLog.open(
                                config.dataFolder(), config.http().audit().limits(), host.ports()));
        return started.closing(
                NorthboundServer.start(
                        listen,
                        new NorthboundAccess(tls.context(), tokens(config.http().tokens())),
                        new KeyServerHandler(retrieval, audit),
                        config.caps().of(NorthboundLimits.STANDARD),
                        host.ports()));
    }

    /// Which tokens such a section has it take.
    @Nullable TokenCheck tokens(Northbound.@Nullable Tokens section) {
        if (section == null) {
            return null;
        }
        Path file = section.jwksFile();
        KeySetSource keys =
                file == null
                        ? new KeySetClient(
                                Objects.requireNonNull(section.jwksUrl(), "one of both is there"),
                                tls.context())
                        : keySetIn(file);
        return new TokenCheck(section.rules(), keys, host.ports().clock());
    }

    private static KeySetSource keySetIn(Path file) {
        return () -> Files.readString(file);
    }
}
