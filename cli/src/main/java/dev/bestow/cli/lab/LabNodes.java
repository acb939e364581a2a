package dev.bestow.cli.lab;

import static dev.bestow.cli.lab.LabPeers.connecting;
import static dev.bestow.cli.lab.LabPeers.diameter;
import static dev.bestow.cli.lab.LabPeers.waiting;

import dev.bestow.core.AsId;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.hss.HssConfig;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keys.solution.Moment;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.link.coap.CoapEapLimits;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningEmks;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningKeyServer;
import dev.bestow.network.RunningMme;
import dev.bestow.network.RunningScef;
import dev.bestow.network.config.Caps;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.EmksNodeConfig;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.HostIdentity;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.Listening;
import dev.bestow.network.config.MmeNodeConfig;
import dev.bestow.network.config.Northbound;
import dev.bestow.network.config.OwnRunsSection;
import dev.bestow.network.config.ProfileSection;
import dev.bestow.network.config.ScefNodeConfig;
import dev.bestow.network.config.ServedBy;
import dev.bestow.network.config.Store;
import dev.bestow.network.config.Tls;
import dev.bestow.network.config.UsualRow;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// HSS, MME, key servers and endpoints of a network on loopback, from configurations like an operator's. Each is
/// started after those it connects to, and has found them when it is returned.
///
/// @param solution the row of the solutions table that serves its [#endpoint]
/// @param others further endpoints and their rows
/// @param mme which MME there is
/// @param keyIdentifier by what its EMKS knows keys
/// @param confidentialityForbidden networks in which nothing may be ciphered
/// @param data holds a folder for each node
public record LabNodes(
        Solution solution,
        List<ServedBy> others,
        LabMme mme,
        KeyIdentifier keyIdentifier,
        List<ProfileSection> profiles,
        List<PlmnId> confidentialityForbidden,
        Path data) {
    /// The test network of TS 23.003's neighbours: 001/01 belongs to laboratories.
    public static final PlmnId PLMN = new PlmnId("001", "01");

    public static final int MME_GROUP = 0x8001;
    public static final int MME_CODE = 0x12;
    public static final AsId AS = new AsId("as.example.net");
    public static final AsId EMSE = new AsId("emse.example.net");
    public static final AsId EESE = new AsId("eese.example.net");
    public static final AsId HSE = new AsId("hse." + PLMN.epcRealm());
    public static final String REALM = PLMN.epcRealm();
    public static final String HSS = "hss." + REALM;
    public static final String SCEF = "scef." + REALM;
    public static final String EMKS = "emks." + REALM;
    public static final String MME = Guti.mmeFqdn(PLMN, MME_GROUP, MME_CODE);

    /// A port the system picks.
    public static final Endpoint ANY_PORT = new Endpoint("127.0.0.1", 0);

    /// For a [LabHost], which has certificates of its own.
    public static final Tls IN_MEMORY = new Tls(Path.of(""), Path.of(""), Path.of(""));

    /// Between two authentications on request, as configurations have it that say nothing.
    private static final int REFRESH_SECONDS = 600;

    private static final int PURGE_AFTER_SECONDS = 14_400;

    /// Ten times what an HSS waits. The first pushes of a fresh process run code that nothing has compiled yet, on
    /// processors that a whole network and its devices share.
    private static final int PUSH_WAIT_MS = 10 * (int) HssConfig.DEFAULT_PUSH_WAIT_MS;

    /// With Bestow's MME.
    public LabNodes(Solution solution, List<ServedBy> others, Path data) {
        this(solution, others, LabMme.bestow, data);
    }

    /// With an EMKS that knows keys by RAND.
    public LabNodes(Solution solution, List<ServedBy> others, LabMme mme, Path data) {
        this(solution, others, mme, KeyIdentifier.RAND, List.of(), List.of(), data);
    }

    /// The same with an EMKS that knows keys by that.
    public LabNodes with(KeyIdentifier identifier) {
        return new LabNodes(
                solution, others, mme, identifier, profiles, confidentialityForbidden, data);
    }

    /// The same with an HSS that has these profiles beside the built-in one.
    public LabNodes with(List<ProfileSection> shared) {
        return new LabNodes(
                solution, others, mme, keyIdentifier, shared, confidentialityForbidden, data);
    }

    /// The same where nothing may be ciphered in those networks.
    public LabNodes forbidding(List<PlmnId> confidentiality) {
        return new LabNodes(solution, others, mme, keyIdentifier, profiles, confidentiality, data);
    }

    public LabNodes {
        if (mme == LabMme.plain && solution.keptByMme()) {
            throw new InvalidValue(
                    "a plain MME", "cannot run solution " + solution + ": it gives out no keys");
        }
    }

    /// Whom the row `solution` serves.
    public static AsId endpoint(Solution solution) {
        return switch (solution.endpoint()) {
            case EMSE -> EMSE;
            case HSE -> HSE;
            case EESE -> EESE;
            case AS -> AS;
            case EMKS, HSS, MME, SCEF ->
                    throw new InvalidValue("solution " + solution, "has no endpoint of a lab");
        };
    }

    /// The key server that the endpoint of the row asks, by its Diameter identity.
    public static String keyServer(Solution solution) {
        return solution.parties().contains(Party.EMKS) ? EMKS : SCEF;
    }

    private boolean takesPart(Party party) {
        return rows().anyMatch(row -> row.parties().contains(party));
    }

    private Stream<Solution> rows() {
        return Stream.concat(Stream.of(solution), others.stream().map(ServedBy::solution));
    }

    private boolean keysAtHse() {
        return rows().anyMatch(row -> row.heldBy().contains(Party.HSE));
    }

    private boolean pushesAtConnection() {
        return rows().anyMatch(row -> row.pushedTo(Moment.CONNECTION).contains(Party.HSE));
    }

    /// Endpoints that `party` serves.
    private List<AsId> served(Party party) {
        var usual = new ServedBy(endpoint(solution), solution);
        return Stream.concat(Stream.of(usual), others.stream())
                .filter(each -> each.solution().parties().contains(party))
                .map(ServedBy::endpoint)
                .toList();
    }

    // -- configurations -----------------------------------------------------------------------

    /// Of the SCEF among `neighbours`.
    ///
    /// @param http where endpoints reach it
    public ScefNodeConfig scefConfig(DiameterSection neighbours, Endpoint http) {
        return new ScefNodeConfig(
                new HostIdentity(SCEF, REALM),
                neighbours,
                new Northbound(http),
                IN_MEMORY,
                folder("scef"),
                null,
                new ScefNodeConfig.Policy(
                        solution,
                        others,
                        List.of(new ScefNodeConfig.MmePool(PLMN, MME_GROUP, MME_GROUP)),
                        served(Party.SCEF),
                        (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS,
                        REFRESH_SECONDS,
                        false),
                Caps.DEFAULT,
                null);
    }

    /// As [#scefConfig], of the EMKS.
    public EmksNodeConfig emksConfig(DiameterSection neighbours, Endpoint http) {
        return new EmksNodeConfig(
                new HostIdentity(EMKS, REALM),
                neighbours,
                new Northbound(http),
                ownRuns(),
                IN_MEMORY,
                folder("emks"),
                null,
                new EmksNodeConfig.Policy(
                        solution,
                        others,
                        served(Party.EMKS),
                        List.of(),
                        keyIdentifier,
                        (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS,
                        KeyRingLimits.STANDARD.provenPerSource()),
                Caps.DEFAULT,
                null);
    }

    /// All devices of a laboratory come from one address.
    private @Nullable OwnRunsSection ownRuns() {
        int runs = CoapEapLimits.DEFAULT.runs();
        return rows().anyMatch(row -> row.runBy().contains(Party.EMKS))
                ? new OwnRunsSection(ANY_PORT, PLMN, new OwnRunsSection.Limits(runs, runs))
                : null;
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
                        takesPart(Party.SCEF) ? SCEF : null,
                        takesPart(Party.EMKS) ? EMKS : null,
                        keysAtHse() ? HSE.fqdn() : null,
                        mme.toldOfConnections(),
                        null,
                        List.of(endpoint(solution)),
                        (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS,
                        PUSH_WAIT_MS,
                        0,
                        1,
                        confidentialityForbidden,
                        List.of(),
                        List.of(),
                        profiles),
                Caps.DEFAULT,
                null);
    }

    /// Of the MME among `neighbours`.
    ///
    /// @param nas where devices reach it
    public MmeNodeConfig mmeConfig(DiameterSection neighbours, Endpoint nas, @Nullable Tls tls) {
        boolean knows = mmeKnowsRows();
        return new MmeNodeConfig(
                new MmeNodeConfig.Identity(PLMN, MME_GROUP, MME_CODE, null),
                neighbours,
                new Listening(nas),
                folder("mme"),
                tls,
                new MmeNodeConfig.Policy(
                        knows ? new UsualRow(solution) : UsualRow.NONE,
                        knows ? others : List.of(),
                        knows && takesPart(Party.SCEF) ? SCEF : null,
                        null,
                        confidentialityForbidden,
                        REFRESH_SECONDS,
                        PURGE_AFTER_SECONDS,
                        false),
                Caps.DEFAULT,
                null);
    }

    /// Rows that need no MME's help run beside one that has never heard of them.
    private boolean mmeKnowsRows() {
        return mme == LabMme.bestow && (takesPart(Party.MME) || pushesAtConnection());
    }

    /// Where a node keeps its data.
    Store folder(String node) {
        return new Store(data.resolve(node), null);
    }

    // -- nodes --------------------------------------------------------------------------------

    /// Starts the key servers.
    public LabKeyServers keyServers(Host host) throws IOException {
        List<RunningKeyServer> all = new ArrayList<>();
        if (takesPart(Party.SCEF)) {
            all.add(scef(LabKeyServers.At.ANY_PORTS, host));
        }
        if (takesPart(Party.EMKS)) {
            all.add(emks(LabKeyServers.At.ANY_PORTS, host));
        }
        return new LabKeyServers(all);
    }

    /// Starts the SCEF.
    public RunningScef scef(LabKeyServers.At at, Host host) throws IOException {
        var neighbours =
                diameter(
                        at.diameter(),
                        List.of(waiting(HSS, PeerRole.HSS), waiting(MME, PeerRole.MME)));
        return Network.scef(scefConfig(neighbours, at.http()), host);
    }

    /// Starts the EMKS.
    public RunningEmks emks(LabKeyServers.At at, Host host) throws IOException {
        var neighbours = diameter(at.diameter(), List.of(waiting(HSS, PeerRole.HSS)));
        return Network.emks(emksConfig(neighbours, at.http()), host);
    }

    /// Starts the HSS.
    ///
    /// @param listen where its peers reach it
    public RunningHss hss(Endpoint listen, LabKeyServers keyServers, Host host) throws IOException {
        List<DiameterSection.Peer> peers = new ArrayList<>();
        peers.add(waiting(MME, PeerRole.MME));
        keyServers.all().forEach(each -> peers.add(connecting(each)));
        if (keysAtHse()) {
            peers.add(waiting(HSE.fqdn(), PeerRole.HSE));
        }
        var neighbours = diameter(listen, peers);
        RunningHss node = Network.hss(hssConfig(neighbours, null), host);
        return LabPeers.connected(node, node.node().diameter());
    }

    /// Where an MME is reached.
    public record MmeAt(Endpoint diameter, Endpoint nas) {
        public static final MmeAt ANY_PORTS = new MmeAt(ANY_PORT, ANY_PORT);
    }

    /// Starts the MME.
    public RunningMme mme(MmeAt at, RunningHss hss, LabKeyServers keyServers, Host host)
            throws IOException {
        List<DiameterSection.Peer> peers = new ArrayList<>();
        peers.add(connecting(HSS, PeerRole.HSS, hss.node().listenAddress(), REALM));
        if (mmeKnowsRows()) {
            keyServers.scef().map(LabPeers::connecting).ifPresent(peers::add);
        }
        var neighbours = diameter(at.diameter(), peers);
        RunningMme node = Network.mme(mmeConfig(neighbours, at.nas(), null), host);
        return LabPeers.connected(node, node.node().diameter());
    }

    /// An address in use as a configuration has it.
    public static Endpoint at(InetSocketAddress address) {
        return new Endpoint(address.getHostString(), address.getPort());
    }
}
