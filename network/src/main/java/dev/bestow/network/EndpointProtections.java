package dev.bestow.network;

import dev.bestow.as.AsNode;
import dev.bestow.as.EspMetrics;
import dev.bestow.as.EspNode;
import dev.bestow.as.EspTunnels;
import dev.bestow.as.OscoreMetrics;
import dev.bestow.network.config.DtlsSection;
import dev.bestow.network.config.EndpointNodeConfig;
import dev.bestow.network.config.EspSection;
import dev.bestow.network.config.OscoreSection;
import dev.bestow.network.config.TunSection;
import dev.bestow.northbound.HandshakeReports;
import dev.bestow.session.californium.dtls.DtlsKeys;
import dev.bestow.session.californium.dtls.DtlsLimits;
import dev.bestow.session.californium.dtls.DtlsServer;
import dev.bestow.session.esp.EspApplication;
import dev.bestow.session.esp.EspDrop;
import dev.bestow.session.esp.EspPolicy;
import dev.bestow.session.esp.EspServer;
import dev.bestow.session.oscore.OscorePolicy;
import dev.bestow.session.oscore.OscoreServer;
import dev.bestow.session.ua.UaServer;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;

/// What an endpoint listens for beside Ua, each on a port of its own, with the same keys, replay marks and application.
public final class EndpointProtections {
    private final Host host;
    private final Started started;
    private final UaServer.Ports ports;
    private final @Nullable AsNode oscore;
    private final @Nullable EspNode esp;
    private final @Nullable DtlsServer dtls;

    /// Starts those that `config` has.
    ///
    /// @param ports of Ua
    EndpointProtections(
            EndpointNodeConfig config,
            UaServer.Ports ports,
            HandshakeReports reports,
            Host host,
            Started started)
            throws IOException {
        this.host = host;
        this.started = started;
        this.ports = ports;
        OscoreSection forOscore = config.oscore();
        oscore = forOscore == null ? null : oscore(forOscore);
        EspSection forEsp = config.esp();
        esp = forEsp == null ? null : esp(forEsp);
        DtlsSection forDtls = config.dtls();
        dtls = forDtls == null ? null : dtls(forDtls, reports);
    }

    private AsNode oscore(OscoreSection section) throws IOException {
        var metrics = new OscoreMetrics(host.ports());
        var server =
                new OscoreServer(
                        OscorePolicy.STANDARD.withForm3gpp(section.form3gpp()), ports, metrics);
        InetSocketAddress listen = section.listen().resolve("oscore.listen");
        AsNode node =
                started.closing(
                        new AsNode(server::handle, listen, host.taps().reports(), ports.clock()));
        metrics.tell(server, node);
        node.start();
        return node;
    }

    private EspNode esp(EspSection section) throws IOException {
        InetSocketAddress listen = section.listen().resolve("esp.listen");
        var metrics = new EspMetrics(host.ports());
        TunSection tun = section.tun();
        EspTunnels tunnels = tun == null ? null : tunnels(tun, metrics);
        EspApplication packets = tunnels == null ? withoutTunnels(metrics) : tunnels;
        var server =
                new EspServer(
                        EspPolicy.STANDARD,
                        new EspServer.Ports(
                                ports.keys(),
                                ports.claims(),
                                EspApplication.of(ports.application(), packets),
                                ports.clock(),
                                ports.entropy()),
                        metrics);
        EspNode node =
                started.closing(new EspNode(server, listen, host.taps().reports(), ports.clock()));
        metrics.tell(server, node);
        if (tunnels != null) {
            tunnels.start();
        }
        node.start();
        return node;
    }

    private EspTunnels tunnels(TunSection section, EspMetrics metrics) throws IOException {
        EspTunnels tunnels =
                started.closing(
                        EspTunnels.open(
                                section.name(), section.tunnelAddress(), ports.clock(), metrics));
        metrics.tell(tunnels);
        return tunnels;
    }

    /// Of an endpoint that has nobody to give IP packets to.
    private static EspApplication withoutTunnels(EspMetrics metrics) {
        return (_, _) -> {
            metrics.dropped(EspDrop.NEXT_HEADER);
            return null;
        };
    }

    private DtlsServer dtls(DtlsSection section, HandshakeReports reports) throws IOException {
        var watch = new DtlsWatch(host.ports(), host.taps().reports());
        var keys =
                new DtlsKeys(
                        ports.keys(),
                        reports::verified,
                        ports.clock(),
                        host.ports().timers(),
                        watch);
        var server =
                started.closing(
                        new DtlsServer(
                                section.listen().resolve("dtls.listen"),
                                keys,
                                DtlsLimits.DEFAULT,
                                section.connectionIdOctets(),
                                ports.application()));
        watch.tell(server);
        return server;
    }

    /// Where devices report to in OSCORE; null where none do.
    public @Nullable InetSocketAddress oscoreAddress() {
        return oscore == null ? null : oscore.address();
    }

    /// Where devices report to in ESP; null where none do.
    public @Nullable InetSocketAddress espAddress() {
        return esp == null ? null : esp.address();
    }

    /// Where devices report to by CoAP over DTLS; null where none do.
    public @Nullable InetSocketAddress dtlsAddress() {
        return dtls == null ? null : dtls.address();
    }

    String summary() {
        return port("OSCORE", oscoreAddress())
                + port("ESP", espAddress())
                + port("CoAP over DTLS", dtlsAddress());
    }

    private static String port(String name, @Nullable InetSocketAddress at) {
        return at == null ? "" : ", %s on port %d".formatted(name, at.getPort());
    }
}
