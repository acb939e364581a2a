package dev.bestow.cli.lab;

import dev.bestow.core.AsId;
import dev.bestow.hss.HssConfig;
import dev.bestow.keys.solution.Party;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningKeyServer;
import dev.bestow.network.config.AccountingSection;
import dev.bestow.network.config.AsNodeConfig;
import dev.bestow.network.config.Caps;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.EndpointNodeConfig;
import dev.bestow.network.config.HseNodeConfig;
import dev.bestow.network.config.Listening;
import dev.bestow.network.config.UaSection;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/// Starts endpoints of a lab, of the kind that the usual row of `nodes` serves.
///
/// @param northbound of their key server; null where they have keys of the HSS
/// @param neighbours with the HSS that they have their keys of; null where they ask a key server
public record LabEndpoints(
        LabNodes nodes, @Nullable URI northbound, @Nullable DiameterSection neighbours) {
    /// Those of `nodes` in that network.
    public static LabEndpoints of(LabNodes nodes, LabKeyServers keyServers, RunningHss hss) {
        return nodes.solution().heldBy().contains(Party.HSE)
                ? new LabEndpoints(
                        nodes,
                        null,
                        LabPeers.diameter(
                                LabNodes.ANY_PORT,
                                List.of(
                                        LabPeers.connecting(
                                                LabNodes.HSS,
                                                PeerRole.HSS,
                                                hss.node().listenAddress()))))
                : new LabEndpoints(nodes, northbound(keyServers.of(nodes.solution())), null);
    }

    /// Where endpoints fetch their keys.
    public static URI northbound(RunningKeyServer server) {
        return URI.create("https://localhost:" + server.northboundPort());
    }

    /// Starts the one called `name`.
    ///
    /// @param listen where devices reach it
    public RunningEndpoint start(AsId name, Endpoint listen, Host host) throws IOException {
        return start(name, listen, null, host);
    }

    /// As above, and by CoAP over DTLS at `dtls`.
    public RunningEndpoint start(AsId name, Endpoint listen, @Nullable Listening dtls, Host host)
            throws IOException {
        return start(name, UaSection.listening(listen), dtls, host);
    }

    /// As above, in the forms of `ua`.
    public RunningEndpoint start(AsId name, UaSection ua, @Nullable Listening dtls, Host host)
            throws IOException {
        RunningEndpoint started =
                Network.endpoint(
                        nodes.solution().endpoint() == Party.AS
                                ? as(name, ua, dtls)
                                : hse(name, ua, dtls),
                        host);
        var keys = started.ownKeys();
        return keys == null ? started : LabPeers.connected(started, keys.diameter());
    }

    private AsNodeConfig as(AsId name, UaSection ua, @Nullable Listening dtls) {
        return new AsNodeConfig(
                new AsNodeConfig.Identity(name),
                operator(),
                ua,
                new Listening(LabNodes.ANY_PORT),
                new Listening(LabNodes.ANY_PORT),
                dtls,
                LabNodes.IN_MEMORY,
                nodes.folder("as"),
                new AsNodeConfig.Policy(
                        nodes.solution(),
                        nodes.others(),
                        (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS),
                Caps.DEFAULT,
                null);
    }

    /// Of the security endpoint `name`.
    public HseNodeConfig hse(AsId name, Endpoint listen, @Nullable Listening dtls)
            throws IOException {
        return hse(name, UaSection.listening(listen), dtls);
    }

    private HseNodeConfig hse(AsId name, UaSection ua, @Nullable Listening dtls)
            throws IOException {
        return new HseNodeConfig(
                HseNodeConfig.Identity.of(
                        nodes.solution().endpoint(),
                        name,
                        neighbours == null ? null : LabNodes.REALM),
                neighbours,
                nodes.solution().pulledBy().contains(Party.HSE) ? accounting() : null,
                neighbours == null ? operator() : null,
                ua,
                new Listening(LabNodes.ANY_PORT),
                new Listening(LabNodes.ANY_PORT),
                dtls,
                LabNodes.IN_MEMORY,
                nodes.folder("hse"),
                null,
                new HseNodeConfig.Policy(
                        nodes.solution(),
                        nodes.others(),
                        (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS),
                Caps.DEFAULT,
                null);
    }

    private AccountingSection accounting() throws IOException {
        var client =
                new AccountingSection.Client(
                        LabGateway.ADDRESS, LabGateway.secretFile(nodes.data().resolve("pgw")));
        return new AccountingSection(
                LabNodes.ANY_PORT, List.of(client), AccountingSection.Limits.DEFAULT);
    }

    private EndpointNodeConfig.Operator operator() {
        return new EndpointNodeConfig.Operator(
                Objects.requireNonNull(northbound, "they have keys of the HSS"));
    }
}
