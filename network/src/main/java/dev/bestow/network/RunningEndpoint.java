package dev.bestow.network;

import dev.bestow.as.AsMetrics;
import dev.bestow.as.AsNode;
import dev.bestow.as.EspMetrics;
import dev.bestow.as.EspNode;
import dev.bestow.as.HandshakeReports;
import dev.bestow.as.KeyRefreshes;
import dev.bestow.as.NorthboundKeySource;
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
import dev.bestow.session.esp.EspApplication;
import dev.bestow.session.esp.EspDrop;
import dev.bestow.session.esp.EspPolicy;
import dev.bestow.session.esp.EspServer;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.key.ReplayClaims;
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
    private final @Nullable EspNode esp;

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
        var claims = reports.watching(new StoredClaims(marks, clock));
        esp = esp(keys, claims, host);
        var server =
                new UaServer(
                        UaPolicy.standard(name).withForms(Set.of(UaForm.COMPACT, UaForm.LITERAL)),
                        new UaServer.Ports(
                                keys,
                                claims,
                                host.application(),
                                new KeyRefreshes(name, row, source.refresh(), clock),
                                clock,
                                host.ports().entropy()),
                        new UaServer.Observers(host.taps().kApp(), metrics));
        node = started.closing(new AsNode(server, listen, host.taps().ua(), clock));
        metrics.tell(server, node);
        node.start();
    }

    /// On the same keys and claims as Ua native; null where the configuration has none.
    private @Nullable EspNode esp(KeyCache keys, ReplayClaims claims, Host host)
            throws IOException {
        Listening section = config.esp();
        if (section == null) {
            return null;
        }
        InetSocketAddress listen = section.listen().resolve("esp.listen");
        var metrics = new EspMetrics(host.ports().monitoring());
        EspApplication tunnels =
                (_, _) -> {
                    metrics.dropped(EspDrop.NEXT_HEADER);
                    return null;
                };
        var ports =
                new EspServer.Ports(
                        keys,
                        claims,
                        EspApplication.of(host.application(), tunnels),
                        host.ports().clock(),
                        host.ports().entropy());
        var server = new EspServer(EspPolicy.STANDARD, ports, metrics);
        var started = this.started.closing(new EspNode(server, listen, host.ports().clock()));
        metrics.tell(server, started);
        started.start();
        return started;
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

    /// Where devices report to in ESP; null where none do.
    public @Nullable InetSocketAddress espAddress() {
        return esp == null ? null : esp.address();
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
        String ua = config.name() + ", Ua on port " + node.address().getPort();
        return esp == null ? ua : ua + ", ESP on port " + esp.address().getPort();
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
