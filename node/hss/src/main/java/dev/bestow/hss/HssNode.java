package dev.bestow.hss;

import static java.util.Objects.requireNonNull;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Ports;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.keys.solution.Party;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.link.diameter.CommandCaller;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.SessionIds;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6a.emks.UtranAuthenticationInformation;
import dev.bestow.wire.s6t.S6tCodec;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A running HSS: S6a towards MMEs and, for AKA runs of its own, an EMKS, and S6t towards key servers, where there are
/// any; both over its Diameter connections.
public final class HssNode implements AutoCloseable {
    private static final Set<Integer> ALONE = Set.of(ApplicationId.S6A);
    private static final Set<Integer> WITH_KEY_SERVERS =
            Set.of(ApplicationId.S6A, ApplicationId.S6T);

    /// As what a key server is configured among the peers.
    private static final Map<Party, PeerRole> ROLES =
            Map.of(Party.SCEF, PeerRole.SCEF, Party.EMKS, PeerRole.EMKS, Party.HSE, PeerRole.HSE);

    private final DiameterNode diameter;
    private final CommandRouter router;
    private final Announcements announcements;
    private final SubscriberStore subscribers;
    private final SubscriberTrace<HssEvent> trace;
    private volatile HssConfig config;

    public HssNode(
            HssConfig config,
            DiameterConfig network,
            Ports ports,
            HssStores stores,
            @Nullable DiameterTap tap) {
        this.config = config;
        BestowAvps bestow = new BestowAvps(network.vendorId());
        Clock clock = ports.clock();
        Entropy entropy = ports.entropy();
        Origin origin = new Origin(network.originHost(), network.originRealm());
        router = new CommandRouter(origin);
        diameter =
                new DiameterNode(
                        network.announcing(
                                config.keyServers().isEmpty() ? ALONE : WITH_KEY_SERVERS),
                        ports,
                        router,
                        tap);
        var caller =
                new CommandCaller(diameter, origin, new SessionIds(origin.host(), clock, entropy));
        S6tCodec s6t = new S6tCodec(bestow);
        var vectorService = VectorService.ofMmes(stores, entropy);
        List<KeyServer> keyServers = new ArrayList<>();
        config.keyServers()
                .forEach((party, host) -> {
                    var pusher =
                            new DiameterKeyPusher(
                                    caller,
                                    s6t.reportingInformation(),
                                    ports.timers(),
                                    DiameterKeyPusher.to(host, origin.realm()),
                                    new TracedPushes(stores.trace(), host));
                    keyServers.add(new KeyServer(party, host, pusher, clock));
                });
        var pushed = new PushedKeys(this::config, keyServers, stores, vectorService, clock);
        serve(s6t, keyServers, pushed);
        S6aCodec s6a = new S6aCodec(bestow);
        announcements =
                new Announcements(
                        new Announcements.Told(caller, s6a, s6t), stores, this::config, ports);
        trace = stores.trace();
        subscribers =
                new TracedSubscribers(
                        new AnnouncedSubscribers(
                                stores.subscribers(),
                                stores.locations(),
                                keyServers(config, origin.realm()),
                                clock,
                                announcements::nudge),
                        trace);
        var issue = new HssS6aHandler.Issue(vectorService, pushed);
        serve(s6a, new HssS6aHandler(this::config, stores, issue, clock, announcements::nudge));
        var ofEmks = VectorService.ofEmks(stores, entropy);
        serve(bestow, new OwnRunVectors(this::config, stores, ofEmks, clock));
    }

    private void serve(S6tCodec s6t, List<KeyServer> keyServers, PushedKeys pushed) {
        for (KeyServer server : keyServers) {
            router.on(
                    s6t.configurationInformation(),
                    requireNonNull(ROLES.get(server.party()), "is no key server"),
                    (pull, from) -> pushed.onKeyPull(from, pull));
        }
    }

    private void serve(BestowAvps bestow, OwnRunVectors ownRuns) {
        router.on(
                new UtranAuthenticationInformation(bestow),
                PeerRole.EMKS,
                (request, from) -> ownRuns.onAuthenticationInformation(from, request));
    }

    private void serve(S6aCodec s6a, HssS6aHandler handler) {
        router.on(
                        s6a.authenticationInformation(),
                        PeerRole.MME,
                        (request, from) -> handler.onAuthenticationInformation(from, request))
                .on(
                        s6a.updateLocation(),
                        PeerRole.MME,
                        (request, from) -> handler.onUpdateLocation(from, request))
                .on(
                        s6a.purgeUe(),
                        PeerRole.MME,
                        (request, from) -> handler.onPurgeUe(from, request))
                .on(
                        s6a.notification(),
                        PeerRole.MME,
                        (request, from) -> handler.onNotify(from, request));
    }

    private HssConfig config() {
        return config;
    }

    /// Goes by this from now on. Its key servers are those it was made with.
    public void reconfigure(HssConfig changed) {
        if (!changed.keyServers().equals(config.keyServers())) {
            throw new IllegalArgumentException("other key servers need another HSS");
        }
        config = changed;
        announcements.nudge();
    }

    /// Whom the HSS of such a configuration tells about keys.
    public static AnnouncedSubscribers.KeyServers keyServers(HssConfig config, String realm) {
        return new AnnouncedSubscribers.KeyServers(
                List.copyOf(config.keyServers().values()), realm);
    }

    /// The subscribers, to be changed while it runs: whoever goes by them is told.
    public SubscriberStore subscribers() {
        return subscribers;
    }

    /// What happened to the keys of its subscribers.
    public SubscriberTrace<HssEvent> trace() {
        return trace;
    }

    /// Listens and connects.
    public void start() throws IOException {
        diameter.start();
        announcements.nudge();
    }

    /// Where it listens in clear, once started.
    public InetSocketAddress listenAddress() {
        return diameter.listenAddress();
    }

    /// Its Diameter connections.
    public DiameterNode diameter() {
        return diameter;
    }

    /// Every command it serves, and to whom.
    public List<CommandRouter.Served> served() {
        return router.served();
    }

    /// Completes when the connection to `host` is open.
    public CompletableFuture<Void> connected(String host) {
        return diameter.connected(host);
    }

    /// Says goodbye to peers, lets requests under way end, closes.
    @Override
    public void close() {
        announcements.close();
        diameter.close();
    }
}
