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
import dev.bestow.network.config.DtlsSection;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.EndpointNodeConfig;
import dev.bestow.network.config.EspSection;
import dev.bestow.network.config.HseNodeConfig;
import dev.bestow.network.config.OscoreSection;
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

    /// Where an endpoint is reached, in each protection.
    ///
    /// @param dtls null where it is not reached by CoAP over DTLS
    public record Listens(UaSection ua, EspSection esp, @Nullable DtlsSection dtls) {
        /// At `ua`, and at any port in OSCORE and ESP.
        public static Listens at(Endpoint ua) {
            return new Listens(
                    UaSection.listening(ua), new EspSection(LabNodes.ANY_PORT, null), null);
        }

        /// The same, with those forms of Ua.
        public Listens withUa(UaSection section) {
            return new Listens(section, esp, dtls);
        }

        /// The same, and by CoAP over DTLS there.
        public Listens withDtls(DtlsSection at) {
            return new Listens(ua, esp, at);
        }

        /// The same, with that for ESP.
        public Listens withEsp(EspSection section) {
            return new Listens(ua, section, dtls);
        }
    }

    /// Starts the one called `name`.
    ///
    /// @param listen where devices reach it
    public RunningEndpoint start(AsId name, Endpoint listen, Host host) throws IOException {
        return start(name, Listens.at(listen), host);
    }

    /// As above, in each protection where `listens` says.
    public RunningEndpoint start(AsId name, Listens listens, Host host) throws IOException {
        RunningEndpoint started =
                Network.endpoint(
                        nodes.solution().endpoint() == Party.AS
                                ? as(name, listens)
                                : hse(name, listens),
                        host);
        var keys = started.ownKeys();
        return keys == null ? started : LabPeers.connected(started, keys.diameter());
    }

    private AsNodeConfig as(AsId name, Listens listens) {
        return new AsNodeConfig(
                new AsNodeConfig.Identity(name),
                operator(),
                listens.ua(),
                new OscoreSection(LabNodes.ANY_PORT, true),
                listens.esp(),
                listens.dtls(),
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
    public HseNodeConfig hse(AsId name, Listens listens) throws IOException {
        return new HseNodeConfig(
                HseNodeConfig.Identity.of(
                        nodes.solution().endpoint(),
                        name,
                        neighbours == null ? null : LabNodes.REALM),
                neighbours,
                nodes.solution().pulledBy().contains(Party.HSE) ? accounting() : null,
                neighbours == null ? operator() : null,
                listens.ua(),
                new OscoreSection(LabNodes.ANY_PORT, true),
                listens.esp(),
                listens.dtls(),
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
