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
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.config.EndpointNodeConfig;
import dev.bestow.network.config.HseNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.control.ControlAction;
import dev.bestow.network.machine.Housekeeping;
import dev.bestow.network.store.EndpointKeyFiles;
import dev.bestow.network.store.StoreBackup;
import dev.bestow.northbound.HandshakeReports;
import dev.bestow.northbound.NorthboundKeySource;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.ua.CertificateKeys;
import dev.bestow.session.ua.UaPolicy;
import dev.bestow.session.ua.UaServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A running application server or security endpoint with its replay marks.
public final class RunningEndpoint implements RunningNode {
    private final Host host;
    private final Started started;
    private final TlsIdentity tls;
    private final NodeStore store;
    private final EndpointKeys source;
    private final AsNode node;
    private volatile EndpointNodeConfig config;
    private final EndpointProtections protections;

    private RunningEndpoint(EndpointNodeConfig config, Host host, Started started)
            throws IOException {
        this.config = config;
        this.host = host;
        this.started = started;
        Clock clock = host.ports().clock();
        AsId name = config.name();
        InetSocketAddress listen = config.ua().listen().resolve("ua.listen");
        tls =
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
        CertificateKeys certificateKeys =
                started.closing(
                        EndpointKeyFiles.read("ua.certificateKeys", config.ua().certificateKeys()));
        var ports =
                new UaServer.Ports(
                        keys,
                        certificateKeys,
                        reports.watching(new StoredClaims(marks, clock)),
                        host.application(),
                        new KeyRefreshes(name, row, source.refresh(), clock),
                        clock,
                        host.ports().entropy());
        var server =
                new UaServer(
                        UaPolicy.standard(name).withForms(config.ua().taken()),
                        ports,
                        new UaServer.Observers(host.taps().kApp(), metrics));
        node = started.closing(new AsNode(server::handle, listen, host.taps().reports(), clock));
        metrics.tell(server, node);
        protections = new EndpointProtections(config, ports, reports, host, started);
        node.start();
    }

    static RunningEndpoint start(EndpointNodeConfig config, Host host, Started started)
            throws IOException {
        return new RunningEndpoint(config, host, started);
    }

    /// The HSSs of an HSE that has any.
    @Override
    public Set<String> takes() {
        return source.own() == null ? Set.of() : Set.of(RunningKeyServer.PEERS);
    }

    @Override
    public NodeChange change(NodeConfig next) {
        EmksNode own = source.own();
        if (own == null
                || !(config instanceof HseNodeConfig now)
                || !(next instanceof HseNodeConfig wanted)) {
            return RunningNode.super.change(next);
        }
        List<DiameterConfig.Peer> peers = EndpointKeys.network(wanted, tls, host).peers();
        return new NodeChange(
                PeerChanges.lines(
                        Objects.requireNonNull(now.diameter(), "it has HSSs"),
                        Objects.requireNonNull(wanted.diameter(), "no other key is taken")),
                () -> {
                    own.diameter().replacePeers(peers);
                    config = wanted;
                });
    }

    @Override
    public EndpointNodeConfig config() {
        return config;
    }

    /// Where devices report to.
    public InetSocketAddress address() {
        return node.address();
    }

    /// The other protections that devices may report in.
    public EndpointProtections protections() {
        return protections;
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
        return config.name() + ", Ua on port " + node.address().getPort() + protections.summary();
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
