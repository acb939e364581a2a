package dev.bestow.conformance;

import dev.bestow.cli.lab.LabEndpoints;
import dev.bestow.cli.lab.LabHost;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.PlmnId;
import dev.bestow.core.RandId;
import dev.bestow.emks.EmksNode;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.Outcome;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.diameter.PeerSecurity;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningEmks;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningKeyServer;
import dev.bestow.network.RunningMme;
import dev.bestow.network.RunningNode;
import dev.bestow.network.RunningScef;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.ServedBy;
import dev.bestow.network.config.Tls;
import dev.bestow.wire.Spoken;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Carriage;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.s6t.KeyPull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// HSS, SCEF, EMKS, HSE and MME of 001/01, each alone, and everybody who may connect to them: as nodes of ours that
/// send whatever a test wants in whatever name.
final class LyingPeers implements AutoCloseable {
    /// Somebody a victim knows.
    record Peer(Origin origin, PeerRole role) {
        String host() {
            return origin.host();
        }
    }

    /// A node under attack.
    ///
    /// @param state what no refused request may change
    record Victim(
            Origin origin,
            DiameterNode diameter,
            List<CommandRouter.Served> served,
            Supplier<Object> state) {}

    static final PlmnId VISITED = new PlmnId("002", "02");
    static final Peer HSS = new Peer(new Origin(TestNetwork.HSS, TestNetwork.REALM), PeerRole.HSS);
    static final Peer SCEF =
            new Peer(new Origin(TestNetwork.SCEF, TestNetwork.REALM), PeerRole.SCEF);
    static final Peer EMKS =
            new Peer(new Origin(TestNetwork.EMKS, TestNetwork.REALM), PeerRole.EMKS);
    static final Peer HSE =
            new Peer(new Origin(LabNodes.HSE.fqdn(), TestNetwork.REALM), PeerRole.HSE);
    static final Peer MME = new Peer(new Origin(TestNetwork.MME, TestNetwork.REALM), PeerRole.MME);
    static final Peer ROAMING_MME =
            new Peer(new Origin("mme." + VISITED.epcRealm(), VISITED.epcRealm()), PeerRole.MME);
    static final Peer RELAY = new Peer(new Origin("dra.core.test", "core.test"), PeerRole.RELAY);
    static final List<Peer> ALL = List.of(HSS, SCEF, EMKS, HSE, MME, ROAMING_MME, RELAY);

    /// Behind [#RELAY], which may speak for it.
    static final Origin BEHIND_THE_RELAY =
            new Origin("mme.far." + VISITED.epcRealm(), VISITED.epcRealm());

    private static final String REASON = "a test of what happens then";
    private static final long CONNECT_SECONDS = 30;
    private static final long DEADLINE_MS = 20_000;
    private static final Set<Integer> APPLICATIONS =
            Set.of(ApplicationId.S6A, ApplicationId.S6T, ApplicationId.T6A);
    private static final Set<Integer> RELAYED =
            Set.of(ApplicationId.RELAY, ApplicationId.S6A, ApplicationId.S6T, ApplicationId.T6A);
    private static final TestCard CARD = TestCard.number(1);

    /// Whose keys are of AKA runs of the EMKS's own.
    private static final AsId OWN_RUN = AsId.parse("own.example");

    private final TestWorld world = new TestWorld();
    private final boolean tls;
    private final InetAddress address;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Map<String, DiameterNode> connected = new HashMap<>();
    private final Map<String, Victim> victims;

    /// @param tls whether everybody speaks TLS
    /// @param address where the victims listen; off loopback and in clear, the MMEs among their peers are
    ///     accepted in clear
    LyingPeers(Path data, boolean tls, InetAddress address) throws IOException {
        this.tls = tls;
        this.address = address;
        this.victims =
                closing(victims(data)).nodes().stream()
                        .collect(
                                Collectors.toMap(
                                        node -> node.config().node().name(), this::victim));
    }

    Map<String, Victim> victims() {
        return victims;
    }

    private <T extends AutoCloseable> T closing(T resource) {
        started.push(resource);
        return resource;
    }

    private LabHost host() {
        return new LabHost(
                world.ports(world.entropy()),
                world.certificates(),
                LyingPeers::patient,
                (_, _, report) -> report,
                Host.Taps.NONE);
    }

    private static DiameterConfig patient(DiameterConfig configured) {
        return configured.withLimits(configured.limits().withDeadlines(30_000, 30_000));
    }

    private Network victims(Path data) throws IOException {
        Tls own = tls ? LabNodes.IN_MEMORY : null;
        var ten = new ServedBy(LabNodes.EMSE, SolutionTable.named("10"));
        var one = new ServedBy(LabNodes.HSE, SolutionTable.named("1B"));
        var three = new ServedBy(OWN_RUN, SolutionTable.named("3"));
        var twelve = new LabNodes(SolutionTable.named("12"), List.of(ten, one, three), data);
        var oneB = new LabNodes(one.solution(), List.of(), data);
        var hse = new LabEndpoints(oneB, null, knowingAllBut(HSE));
        var eleven = new LabNodes(SolutionTable.named("11"), List.of(), data);
        return Network.start(
                List.of(
                        twelve.hssConfig(knowingAllBut(HSS), own),
                        twelve.scefConfig(knowingAllBut(SCEF), LabNodes.ANY_PORT),
                        twelve.emksConfig(knowingAllBut(EMKS), LabNodes.ANY_PORT),
                        hse.hse(LabNodes.HSE, LabEndpoints.Listens.at(LabNodes.ANY_PORT)),
                        eleven.mmeConfig(knowingAllBut(MME), LabNodes.ANY_PORT, own)),
                host());
    }

    private Victim victim(RunningNode node) {
        return switch (node) {
            case RunningHss hss -> {
                CARD.subscribe(hss, TestNetwork.AS, TestNetwork.EMSE, LabNodes.HSE, OWN_RUN);
                yield new Victim(
                        HSS.origin(),
                        hss.node().diameter(),
                        hss.node().served(),
                        () ->
                                List.of(
                                        hss.store().subscribers().find(CARD.imsi()),
                                        hss.node().trace().of(CARD.imsi())));
            }
            case RunningScef scef -> victim(SCEF.origin(), scef);
            case RunningEmks emks -> victim(EMKS.origin(), emks);
            case RunningMme mme ->
                    new Victim(
                            MME.origin(),
                            mme.node().diameter(),
                            mme.node().served(),
                            () -> mme.node().mme().ueContexts());
            case RunningEndpoint hse -> {
                EmksNode keys = Objects.requireNonNull(hse.ownKeys(), "it has HSSs");
                yield new Victim(
                        HSE.origin(),
                        keys.diameter(),
                        keys.served(),
                        () -> keys.trace().of(CARD.imsi()));
            }
        };
    }

    private Victim victim(Origin origin, RunningKeyServer server) {
        var name = new KeyName.ByRand(Spoken.RAND.id());
        return new Victim(
                origin,
                server.diameter(),
                server.served(),
                () ->
                        Arrays.stream(KeyKind.values())
                                .map(kind ->
                                        server.keyRing().select(kind, name, world.clock().nowMs()))
                                .map(Object::getClass)
                                .toList());
    }

    private DiameterSection knowingAllBut(Peer self) {
        var any = new Endpoint(address.getHostAddress(), 0);
        return new DiameterSection(
                tls ? null : any,
                tls ? any : null,
                ALL.stream().filter(peer -> !peer.equals(self)).map(this::known).toList(),
                BestowAvps.DEFAULT_VENDOR_ID);
    }

    private DiameterSection.Peer known(Peer peer) {
        boolean inClear = !tls && peer.role() == PeerRole.MME && !address.isLoopbackAddress();
        return new DiameterSection.Peer(
                peer.host(),
                peer.role(),
                null,
                tls,
                null,
                peer.role() == PeerRole.RELAY ? List.of(VISITED.epcRealm()) : List.of(),
                List.of(),
                false,
                inClear
                        ? new DiameterSection.InsecureClear(
                                List.of(address.getHostAddress()), REASON)
                        : null);
    }

    private PeerSecurity security() {
        if (tls) {
            return PeerSecurity.TLS;
        }
        return address.isLoopbackAddress()
                ? PeerSecurity.TLS_OFF_LOOPBACK
                : new PeerSecurity.InsecureClear(Set.of(address), REASON);
    }

    /// The liar `self`, which connects to `victim`.
    private DiameterConfig connecting(Peer self, Victim victim) {
        InetSocketAddress any = new InetSocketAddress(address, 0);
        InetSocketAddress at =
                tls ? victim.diameter().listenTlsAddress() : victim.diameter().listenAddress();
        var to =
                DiameterConfig.Peer.of(victim.origin().host(), PeerRole.MME)
                        .connectTo(at)
                        .security(security());
        return host().diameter(
                        new DiameterConfig(
                                self.host(),
                                self.origin().realm(),
                                "Bestow",
                                BestowAvps.DEFAULT_VENDOR_ID,
                                self.role() == PeerRole.RELAY ? RELAYED : APPLICATIONS,
                                tls ? null : any,
                                tls ? any : null,
                                List.of(to),
                                DiameterLimits.DEFAULT,
                                tls ? world.certificates().of(self.host()) : null));
    }

    /// A request that a victim serves.
    ///
    /// @param request one of its kind: a Reporting-Information-Request brings keys, erases or proves them
    record Sample(CommandRouter.Served command, Object request) {
        PeerRole role() {
            return command.role();
        }

        Carriage carriage() {
            return command.codec().carriage();
        }
    }

    /// One of each kind that each of its commands has.
    static List<Sample> samples(Victim victim) {
        List<Sample> samples = new ArrayList<>();
        for (CommandRouter.Served command : victim.served()) {
            Map<String, Object> kinds = new LinkedHashMap<>();
            spoken(command)
                    .requests()
                    .forEach(request -> kinds.putIfAbsent(kindOf(request), request));
            kinds.values().forEach(request -> samples.add(new Sample(command, request)));
        }
        return samples;
    }

    /// A key of the last run is asked for otherwise than that of a run.
    static String kindOf(Object request) {
        return request instanceof KeyPull(_, _, RandId randId) && randId == null
                ? "KeyPull of the last run"
                : request.getClass().getSimpleName();
    }

    /// What a victim answers to a command. Everything of one peer goes over one connection, which no refusal
    /// may cost it.
    ///
    /// @param from whose connection it comes over
    /// @param claimed whose name it bears
    int result(Victim victim, Sample command, Peer from, Origin claimed) throws Exception {
        DiameterMessage request = request(command, claimed, victim.origin());
        return Result.from(answer(victim, request, from)).code();
    }

    /// What a victim answers to a request of `from` in its own name.
    <Q> DiameterMessage answer(Victim victim, CommandCodec<Q, ?> codec, Q request, Peer from)
            throws Exception {
        return answer(
                victim,
                codec.encodeRequest(request, envelope(from.origin(), victim.origin())),
                from);
    }

    private DiameterMessage answer(Victim victim, DiameterMessage request, Peer from)
            throws Exception {
        DiameterNode peer = connected.get(victim.origin().host() + from.host());
        if (peer == null) {
            peer = connect(victim, from);
            connected.put(victim.origin().host() + from.host(), peer);
        }
        return switch (peer.exchange(request, DEADLINE_MS)) {
            case Outcome.Answered(DiameterMessage answer) -> answer;
            case Outcome other -> throw new IllegalStateException("no answer: " + other);
        };
    }

    private DiameterNode connect(Victim victim, Peer from) throws Exception {
        DiameterNode peer = start(victim, from);
        peer.connected(victim.origin().host()).get(CONNECT_SECONDS, TimeUnit.SECONDS);
        return peer;
    }

    /// A peer that keeps trying to connect; whether it may is the victim's to say.
    DiameterNode start(Victim victim, Peer from) throws Exception {
        DiameterNode peer =
                closing(
                        new DiameterNode(
                                connecting(from, victim),
                                world.ports(world.entropy()),
                                (_, _) -> {
                                    throw new IllegalStateException("nobody asks a liar");
                                },
                                null));
        peer.start();
        return peer;
    }

    /// A request that its right sender would get an answer to.
    private static DiameterMessage request(Sample sample, Origin claimed, Origin to) {
        return encode(spoken(sample.command()), sample.request(), envelope(claimed, to));
    }

    private static Envelope envelope(Origin claimed, Origin to) {
        return new Envelope("lie;1;1", claimed.host(), claimed.realm(), to.host(), to.realm());
    }

    private static Spoken<?, ?> spoken(CommandRouter.Served command) {
        return Spoken.all().stream()
                .filter(spoken -> spoken.codec().getClass() == command.codec().getClass())
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no sample of command "
                                        + command.codec().commandCode()
                                        + ": give wire's Spoken one"));
    }

    private static <Q> DiameterMessage encode(
            Spoken<Q, ?> spoken, Object request, Envelope envelope) {
        return spoken.requests().stream()
                .filter(request::equals)
                .findFirst()
                .map(each -> spoken.codec().encodeRequest(each, envelope))
                .orElseThrow();
    }

    @Override
    public void close() {
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a node does not stop", e);
            }
        }
        world.close();
    }
}
