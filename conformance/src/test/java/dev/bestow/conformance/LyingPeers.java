package dev.bestow.conformance;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Ports;
import dev.bestow.hss.HssConfig;
import dev.bestow.hss.HssNode;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.WrappedCredentials;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.Outcome;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.diameter.PeerSecurity;
import dev.bestow.mme.MmeConfig;
import dev.bestow.mme.MmeNode;
import dev.bestow.scef.ScefConfig;
import dev.bestow.scef.ScefNode;
import dev.bestow.wire.Spoken;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.nas.NasTap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// HSS, SCEF and MME of 001/01, each alone, and everybody who may connect to them: as nodes of ours that
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
    static final Peer MME = new Peer(new Origin(TestNetwork.MME, TestNetwork.REALM), PeerRole.MME);
    static final Peer ROAMING_MME =
            new Peer(new Origin("mme." + VISITED.epcRealm(), VISITED.epcRealm()), PeerRole.MME);
    static final Peer RELAY = new Peer(new Origin("dra.core.test", "core.test"), PeerRole.RELAY);
    static final List<Peer> ALL = List.of(HSS, SCEF, MME, ROAMING_MME, RELAY);

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

    private final TestWorld world;
    private final boolean tls;
    private final InetAddress address;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Map<String, DiameterNode> connected = new HashMap<>();
    private final Map<String, Victim> victims;

    /// @param tls whether everybody speaks TLS
    /// @param address where the victims listen; off loopback and in clear, the MMEs among their peers are
    ///     accepted in clear
    LyingPeers(Path data, boolean tls, InetAddress address) throws IOException {
        this.world = new TestWorld(data);
        this.tls = tls;
        this.address = address;
        this.victims = Map.of("hss", hss(), "scef", scef(), "mme", mme());
    }

    Map<String, Victim> victims() {
        return victims;
    }

    private Ports ports() {
        return new Ports(world.clock(), world.timers(), world.entropy());
    }

    private <T extends AutoCloseable> T closing(T resource) {
        started.push(resource);
        return resource;
    }

    private Victim hss() throws IOException {
        provision();
        var config =
                new HssConfig(
                        SolutionPlan.of(SolutionTable.named("12")),
                        SCEF.host(),
                        Map.of(),
                        Set.of(),
                        HssConfig.DEFAULT_KEY_LIFETIME_SECONDS,
                        1,
                        1,
                        Set.of());
        var stores = world.hssStores();
        HssNode node = closing(new HssNode(config, network(HSS), ports(), stores, null));
        node.start();
        return new Victim(
                HSS.origin(),
                node.diameter(),
                node.served(),
                () -> world.hss().subscribers().find(CARD.imsi()));
    }

    private void provision() {
        var credentials =
                new WrappedCredentials(
                        "milenage",
                        world.masterKey().wrap(CARD.imsi(), CARD.key()),
                        world.masterKey().wrap(CARD.imsi(), CARD.derivedOp()),
                        WrappedCredentials.EUTRAN_AMF);
        world.hss()
                .subscribers()
                .putAll(
                        List.of(
                                new Subscriber(
                                        CARD.imsi(),
                                        credentials,
                                        Subscriber.FIRST_EPOCH,
                                        0,
                                        CardBatch.STANDARD,
                                        "meter@example.net",
                                        List.of(TestNetwork.AS),
                                        "iot")));
    }

    private Victim scef() throws IOException {
        AsId as = TestNetwork.AS;
        var config =
                new ScefConfig(
                        new KeyServerConfig(
                                SolutionPlan.of(SolutionTable.named("12")),
                                Set.of(as),
                                KeyServerConfig.Limits.DEFAULT),
                        List.of(
                                new ScefConfig.MmePool(
                                        TestNetwork.PLMN,
                                        TestNetwork.MME_GROUP,
                                        TestNetwork.MME_GROUP)),
                        ScefConfig.PULL_DEADLINE_MS);
        KeyRing ring = world.scef().keyRing(KeyRingLimits.STANDARD, world.scefKeys());
        ScefNode node = closing(new ScefNode(config, network(SCEF), ports(), ring, null));
        node.start();
        var name = new KeyName.ByRand(Spoken.RAND.id());
        return new Victim(
                SCEF.origin(),
                node.diameter(),
                node.served(),
                () -> ring.select(KeyKind.KS, name, world.clock().nowMs()).getClass());
    }

    private Victim mme() throws IOException {
        var config =
                new MmeConfig(
                        TestNetwork.PLMN,
                        TestNetwork.MME_GROUP,
                        TestNetwork.MME_CODE,
                        SolutionPlan.of(SolutionTable.named("11")),
                        true,
                        1,
                        MmeConfig.Limits.DEFAULT);
        var around =
                new MmeNode.Neighbours(
                        network(MME),
                        TestNetwork.REALM,
                        SCEF.host(),
                        TestNetwork.REALM,
                        TestNetwork.anyPort());
        MmeNode node =
                closing(new MmeNode(config, around, ports(), new MmeNode.Taps(null, NasTap.NONE)));
        node.start();
        return new Victim(
                MME.origin(), node.diameter(), node.served(), () -> node.mme().ueContexts());
    }

    private DiameterConfig network(Peer self) {
        List<DiameterConfig.Peer> others =
                ALL.stream().filter(peer -> !peer.equals(self)).map(this::known).toList();
        return config(self, others);
    }

    private DiameterConfig.Peer known(Peer peer) {
        var known = DiameterConfig.Peer.of(peer.host(), peer.role()).security(security(peer));
        return peer.role() == PeerRole.RELAY ? known.realms(Set.of(VISITED.epcRealm())) : known;
    }

    private PeerSecurity security(Peer peer) {
        if (tls) {
            return PeerSecurity.TLS;
        }
        return peer.role() == PeerRole.MME && !address.isLoopbackAddress()
                ? new PeerSecurity.InsecureClear(Set.of(address), REASON)
                : PeerSecurity.TLS_OFF_LOOPBACK;
    }

    private DiameterConfig config(Peer self, List<DiameterConfig.Peer> others) {
        InetSocketAddress any = new InetSocketAddress(address, 0);
        return new DiameterConfig(
                self.host(),
                self.origin().realm(),
                "Bestow",
                BestowAvps.DEFAULT_VENDOR_ID,
                self.role() == PeerRole.RELAY ? RELAYED : APPLICATIONS,
                tls || isTlsOnly(others) ? null : any,
                tls ? any : null,
                others,
                DiameterLimits.DEFAULT.withDeadlines(30_000, 30_000).withReconnect(50, 200),
                tls ? world.identity(self.host()) : null);
    }

    private boolean isTlsOnly(List<DiameterConfig.Peer> others) {
        return !address.isLoopbackAddress() && others.stream().noneMatch(LyingPeers::inClear);
    }

    private static boolean inClear(DiameterConfig.Peer peer) {
        return peer.security() instanceof PeerSecurity.InsecureClear;
    }

    /// What a victim answers to a command. Everything of one peer goes over one connection, which no refusal
    /// may cost it.
    ///
    /// @param from whose connection it comes over
    /// @param claimed whose name it bears
    int result(Victim victim, CommandRouter.Served command, Peer from, Origin claimed)
            throws Exception {
        DiameterNode peer = connected.get(victim.origin().host() + from.host());
        if (peer == null) {
            peer = connect(victim, from);
            connected.put(victim.origin().host() + from.host(), peer);
        }
        return switch (peer.exchange(request(command, claimed, victim.origin()), DEADLINE_MS)) {
            case Outcome.Answered(DiameterMessage answer) -> Result.from(answer).code();
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
        InetSocketAddress at =
                tls ? victim.diameter().listenTlsAddress() : victim.diameter().listenAddress();
        DiameterConfig.Peer to =
                DiameterConfig.Peer.of(victim.origin().host(), PeerRole.MME)
                        .connectTo(at)
                        .security(
                                tls
                                        ? PeerSecurity.TLS
                                        : address.isLoopbackAddress()
                                                ? PeerSecurity.TLS_OFF_LOOPBACK
                                                : new PeerSecurity.InsecureClear(
                                                        Set.of(address), REASON));
        DiameterNode peer =
                closing(
                        new DiameterNode(
                                config(from, List.of(to)),
                                ports(),
                                (_, _) -> {
                                    throw new IllegalStateException("nobody asks a liar");
                                },
                                null));
        peer.start();
        return peer;
    }

    /// A request that its right sender would get an answer to.
    private static DiameterMessage request(
            CommandRouter.Served command, Origin claimed, Origin to) {
        var envelope =
                new Envelope("lie;1;1", claimed.host(), claimed.realm(), to.host(), to.realm());
        return Spoken.all().stream()
                .filter(spoken ->
                        spoken.codec().commandCode() == command.codec().commandCode()
                                && spoken.codec().applicationId()
                                        == command.codec().applicationId())
                .findFirst()
                .map(spoken -> encode(spoken, envelope))
                .orElseThrow(() ->
                        new IllegalStateException(
                                "no sample of command "
                                        + command.codec().commandCode()
                                        + ": give wire's Spoken one"));
    }

    private static <Q> DiameterMessage encode(Spoken<Q, ?> spoken, Envelope envelope) {
        return spoken.codec().encodeRequest(spoken.requests().getFirst(), envelope);
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
