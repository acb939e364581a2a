package dev.bestow.network;

import dev.bestow.as.AsMetrics;
import dev.bestow.as.AsNode;
import dev.bestow.as.KeyRefreshes;
import dev.bestow.as.StoredClaims;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.emks.EmksNode;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.NodeStore;
import dev.bestow.network.config.EndpointNodeConfig;
import dev.bestow.network.config.Listening;
import dev.bestow.network.control.ControlAction;
import dev.bestow.network.machine.Housekeeping;
import dev.bestow.network.store.StoreBackup;
import dev.bestow.northbound.HandshakeReports;
import dev.bestow.northbound.NorthboundKeySource;
import dev.bestow.session.californium.dtls.DtlsKeys;
import dev.bestow.session.californium.dtls.DtlsLimits;
import dev.bestow.session.californium.dtls.DtlsServer;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.ua.UaPolicy;
import dev.bestow.session.ua.UaServer;
import dev.bestow.wire.ua.UaForm;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A running application server or security endpoint with its replay marks.
public final class RunningEndpoint implements RunningNode {
    private final EndpointNodeConfig config;
    private final Started started;
    private final NodeStore store;
    private final EndpointKeys source;
    private final AsNode node;
    private final @Nullable DtlsServer dtls;

    private RunningEndpoint(EndpointNodeConfig config, Host host, Started started)
            throws IOException {
        this.config = config;
        this.started = started;
        Clock clock = host.ports().clock();
        AsId name = config.name();
        InetSocketAddress listen = config.ua().listen().resolve("ua.listen");
        var tls =
                Objects.requireNonNull(
                        OwnCertificate.of(config.tls(), name.fqdn(), host, started),
                        "its files are required");
        store =
                started.closing(
                        host.store(config, files -> OwnCertificate.ofStore(files, host, started)));
        source = EndpointKeys.of(config, tls, store, host, started);
        var metrics = new AsMetrics(host.ports());
        Solution row = config.row();
        var ring = new NorthboundKeySource(name, row, source.retrieve());
        var asked = metrics.timed(source.before(ring));
        var reports =
                started.closing(new HandshakeReports(name, row, source.report(), host.ports()));
        var keys =
                new KeyCache(
                        asked,
                        clock,
                        KeyCache.STANDARD_NAMES,
                        config.caps().of(FetchLimits.DEFAULT));
        var marks = store.claims(ClaimLimits.STANDARD);
        var housekeeping = started.closing(new Housekeeping(clock));
        if (config.cluster() == null) {
            housekeeping.byTheClock("sweep of replay marks", () -> marks.sweep(clock.nowMs()));
        }
        var server =
                new UaServer(
                        UaPolicy.standard(name).withForms(Set.of(UaForm.COMPACT, UaForm.LITERAL)),
                        new UaServer.Ports(
                                keys,
                                reports.watching(new StoredClaims(marks, clock)),
                                host.application(),
                                new KeyRefreshes(name, row, source.refresh(), clock),
                                clock,
                                host.ports().entropy()),
                        new UaServer.Observers(host.taps().kApp(), metrics));
        node = started.closing(new AsNode(server, listen, host.taps().ua(), clock));
        metrics.tell(server, node);
        node.start();
        dtls = config.dtls() == null ? null : dtls(config.dtls(), keys, reports, host, started);
    }

    private static DtlsServer dtls(
            Listening at, KeyCache keys, HandshakeReports reports, Host host, Started started)
            throws IOException {
        var watch = new DtlsWatch(host.ports());
        var stands =
                new DtlsKeys(
                        keys,
                        reports::verified,
                        host.ports().clock(),
                        host.ports().timers(),
                        watch);
        var server =
                started.closing(
                        new DtlsServer(
                                at.listen().resolve("dtls.listen"),
                                stands,
                                DtlsLimits.DEFAULT,
                                host.application()));
        watch.tell(server);
        return server;
    }

    static RunningEndpoint start(EndpointNodeConfig config, Host host, Started started)
            throws IOException {
        return new RunningEndpoint(config, host, started);
    }

    @Override
    public EndpointNodeConfig config() {
        return config;
    }

    /// Where devices report to.
    public InetSocketAddress address() {
        return node.address();
    }

    /// Where devices report to by CoAP over DTLS; null where they do not.
    public @Nullable InetSocketAddress dtlsAddress() {
        return dtls == null ? null : dtls.address();
    }

    /// What has a key ring of its own, into which HSSs push or which it fills itself; null where it has none.
    public @Nullable EmksNode ownKeys() {
        return source.own();
    }

    /// Where packet gateways send accounting to; null where it takes none.
    public @Nullable InetSocketAddress accountingAddress() {
        Accounting accounting = source.accounting();
        return accounting == null ? null : accounting.address();
    }

    @Override
    public String summary() {
        return config.name()
                + ", Ua on port "
                + node.address().getPort()
                + (dtls == null ? "" : ", CoAP over DTLS on port " + dtls.address().getPort());
    }

    @Override
    public Map<String, ControlAction> actions() {
        EmksNode own = source.own();
        return own == null
                ? StoreBackup.of(store, config)
                : KeyServerParts.actions(store, config, own.trace(), "no key of its HSS has come");
    }

    @Override
    public void close() {
        started.close();
    }
}
