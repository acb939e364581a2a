package dev.bestow.cli.lab;

import dev.bestow.core.AsId;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.hss.HssConfig;
import dev.bestow.keys.solution.Solution;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningAs;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningMme;
import dev.bestow.network.RunningNode;
import dev.bestow.network.RunningScef;
import dev.bestow.network.config.AsNodeConfig;
import dev.bestow.network.config.Caps;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.HostIdentity;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.Listening;
import dev.bestow.network.config.MmeNodeConfig;
import dev.bestow.network.config.ScefNodeConfig;
import dev.bestow.network.config.ServedBy;
import dev.bestow.network.config.Store;
import dev.bestow.network.config.Tls;
import dev.bestow.network.config.UsualRow;
import dev.bestow.wire.diameter.BestowAvps;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// HSS, MME, SCEF and application servers of a network on loopback, one of each, from configurations like an
/// operator's. Each is started after those it connects to, and has found them when it is returned.
///
/// @param solution the row of the solutions table that serves [#AS]
/// @param others further application servers and their rows
/// @param mme which MME there is
/// @param data holds a folder for each node
public record LabNodes(Solution solution, List<ServedBy> others, LabMme mme, Path data) {
    /// The test network of TS 23.003's neighbours: 001/01 belongs to laboratories.
    public static final PlmnId PLMN = new PlmnId("001", "01");

    public static final int MME_GROUP = 0x8001;
    public static final int MME_CODE = 0x12;
    public static final AsId AS = new AsId("as.example.net");
    public static final String REALM = PLMN.epcRealm();
    public static final String HSS = "hss." + REALM;
    public static final String SCEF = "scef." + REALM;
    public static final String MME = Guti.mmeFqdn(PLMN, MME_GROUP, MME_CODE);

    /// A port the system picks.
    public static final Endpoint ANY_PORT = new Endpoint("127.0.0.1", 0);

    /// For a [LabHost], which has certificates of its own.
    public static final Tls IN_MEMORY = new Tls(Path.of(""), Path.of(""), Path.of(""));

    private static final long CONNECT_MS = 20_000;

    /// Ten times what an HSS waits. The first pushes of a fresh process run code that nothing has compiled yet, on
    /// processors that a whole network and its devices share.
    private static final int PUSH_WAIT_MS = 10 * (int) HssConfig.DEFAULT_PUSH_WAIT_MS;

    /// With Bestow's MME.
    public LabNodes(Solution solution, List<ServedBy> others, Path data) {
        this(solution, others, LabMme.bestow, data);
    }

    public LabNodes {
        if (mme == LabMme.plain && solution.keptByMme()) {
            throw new InvalidValue(
                    "a plain MME", "cannot run solution " + solution + ": it gives out no keys");
        }
    }

    // -- configurations -----------------------------------------------------------------------

    /// Of the SCEF among `neighbours`.
    public ScefNodeConfig scefConfig(DiameterSection neighbours) {
        return new ScefNodeConfig(
                new HostIdentity(SCEF, REALM),
                neighbours,
                new Listening(ANY_PORT),
                IN_MEMORY,
                folder("scef"),
                null,
                new ScefNodeConfig.Policy(
                        solution,
                        others,
                        List.of(new ScefNodeConfig.MmePool(PLMN, MME_GROUP, MME_GROUP)),
                        Stream.concat(Stream.of(AS), others.stream().map(ServedBy::endpoint))
                                .toList(),
                        (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS),
                Caps.DEFAULT,
                null);
    }

    /// Of the HSS among `neighbours`.
    public HssNodeConfig hssConfig(DiameterSection neighbours, @Nullable Tls tls) {
        return new HssNodeConfig(
                new HostIdentity(HSS, REALM),
                neighbours,
                folder("hss"),
                null,
                tls,
                new HssNodeConfig.Policy(
                        new UsualRow(solution),
                        others,
                        SCEF,
                        null,
                        List.of(AS),
                        (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS,
                        PUSH_WAIT_MS,
                        0,
                        1,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                Caps.DEFAULT,
                null);
    }

    /// Of the MME among `neighbours`.
    ///
    /// @param nas where devices reach it
    public MmeNodeConfig mmeConfig(DiameterSection neighbours, Endpoint nas, @Nullable Tls tls) {
        return new MmeNodeConfig(
                new MmeNodeConfig.Identity(PLMN, MME_GROUP, MME_CODE, null),
                neighbours,
                new Listening(nas),
                folder("mme"),
                tls,
                switch (mme) {
                    case bestow ->
                            new MmeNodeConfig.Policy(
                                    new UsualRow(solution), others, SCEF, null, List.of());
                    case plain ->
                            new MmeNodeConfig.Policy(
                                    UsualRow.NONE, List.of(), null, null, List.of());
                },
                Caps.DEFAULT,
                null);
    }

    private Store folder(String node) {
        return new Store(data.resolve(node), null);
    }

    private static DiameterSection diameter(Endpoint listen, DiameterSection.Peer... peers) {
        return new DiameterSection(listen, null, List.of(peers), BestowAvps.DEFAULT_VENDOR_ID);
    }

    private static DiameterSection.Peer waiting(String host, PeerRole role) {
        return peer(host, role, null, List.of());
    }

    private static DiameterSection.Peer connecting(
            String host, PeerRole role, InetSocketAddress address, String... realms) {
        return peer(host, role, at(address), List.of(realms));
    }

    private static DiameterSection.Peer peer(
            String host, PeerRole role, @Nullable Endpoint address, List<String> realms) {
        return new DiameterSection.Peer(
                host, role, address, false, null, realms, List.of(), false, null);
    }

    // -- nodes --------------------------------------------------------------------------------

    /// Starts the SCEF.
    public RunningScef scef(Host host) throws IOException {
        var neighbours = diameter(ANY_PORT, waiting(HSS, PeerRole.HSS), waiting(MME, PeerRole.MME));
        return Network.scef(scefConfig(neighbours), host);
    }

    /// Starts the HSS.
    ///
    /// @param listen where its peers reach it
    public RunningHss hss(Endpoint listen, RunningScef scef, Host host) throws IOException {
        var neighbours =
                diameter(
                        listen,
                        waiting(MME, PeerRole.MME),
                        connecting(SCEF, PeerRole.SCEF, scef.node().listenAddress()));
        RunningHss node = Network.hss(hssConfig(neighbours, null), host);
        return connected(node, node.node().diameter());
    }

    /// Where an MME is reached.
    public record MmeAt(Endpoint diameter, Endpoint nas) {
        public static final MmeAt ANY_PORTS = new MmeAt(ANY_PORT, ANY_PORT);
    }

    /// Starts the MME.
    public RunningMme mme(MmeAt at, RunningHss hss, RunningScef scef, Host host)
            throws IOException {
        var home = connecting(HSS, PeerRole.HSS, hss.node().listenAddress(), REALM);
        var neighbours =
                switch (mme) {
                    case bestow ->
                            diameter(
                                    at.diameter(),
                                    home,
                                    connecting(SCEF, PeerRole.SCEF, scef.node().listenAddress()));
                    case plain -> diameter(at.diameter(), home);
                };
        RunningMme node = Network.mme(mmeConfig(neighbours, at.nas(), null), host);
        return connected(node, node.node().diameter());
    }

    /// Starts the application server `asId`.
    ///
    /// @param listen where devices reach it
    /// @param northbound of the SCEF
    public RunningAs as(AsId asId, Endpoint listen, URI northbound, Host host) throws IOException {
        var config =
                new AsNodeConfig(
                        new AsNodeConfig.Identity(asId),
                        new AsNodeConfig.Operator(northbound),
                        new Listening(listen),
                        IN_MEMORY,
                        folder("as"),
                        new AsNodeConfig.Policy(
                                solution, others, (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS),
                        Caps.DEFAULT,
                        null);
        return Network.as(config, host);
    }

    /// Where application servers fetch their keys.
    public static URI northbound(RunningScef scef) {
        return URI.create("https://localhost:" + scef.northboundPort());
    }

    /// An address in use as a configuration has it.
    public static Endpoint at(InetSocketAddress address) {
        return new Endpoint(address.getHostString(), address.getPort());
    }

    /// `node`, once it has every neighbour that it connects to.
    private static <N extends RunningNode> N connected(N node, DiameterNode diameter)
            throws IOException {
        var all =
                diameter.connectsTo().stream()
                        .map(diameter::connected)
                        .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(all).get(CONNECT_MS, TimeUnit.MILLISECONDS);
            return node;
        } catch (TimeoutException e) {
            node.close();
            throw new IOException("the nodes do not find each other on loopback", e);
        } catch (InterruptedException e) {
            node.close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the nodes started", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for a connection never fails", e);
        }
    }
}
