package dev.bestow.hss;

import dev.bestow.aka.SqnCounter;
import dev.bestow.aka.SqnGenerator;
import dev.bestow.aka.SqnLimits;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Ports;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.NodeStore;
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
import dev.bestow.wire.s6t.S6tCodec;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A running HSS: S6a towards MMEs, S6t towards the SCEF, both over its Diameter connections.
public final class HssNode implements AutoCloseable {
    private static final Set<Integer> APPLICATIONS = Set.of(ApplicationId.S6A, ApplicationId.S6T);

    /// What an HSS keeps and computes with.
    ///
    /// @param locations who serves each subscriber, and whom to tell what
    /// @param sqns numbers by the clock
    /// @param counter numbers for cards with a counter; this process alone takes them
    /// @param instance 0 to 7, this process's alone among all that serve the same subscribers
    public record Keeping(
            SubscriberStore subscribers,
            LocationStore locations,
            CredentialVault vault,
            SqnGenerator sqns,
            SqnCounter counter,
            int instance) {

        /// Everything out of one store.
        public static Keeping in(
                NodeStore store, CredentialVault vault, Clock clock, int instance) {
            StoredSqns stored = new StoredSqns(store, instance);
            var sqns = new SqnGenerator(clock, stored, stored, SqnLimits.DEFAULT);
            return new Keeping(
                    store.subscribers(),
                    store.locations(),
                    vault,
                    sqns,
                    new SqnCounter(stored),
                    instance);
        }
    }

    private final DiameterNode diameter;
    private final CommandRouter router;
    private final Announcements announcements;
    private final AnnouncedSubscribers subscribers;

    public HssNode(
            HssConfig config,
            DiameterConfig network,
            Ports ports,
            Keeping keeping,
            @Nullable DiameterTap tap) {
        BestowAvps bestow = new BestowAvps(network.vendorId());
        Clock clock = ports.clock();
        Entropy entropy = ports.entropy();
        Origin origin = new Origin(network.originHost(), network.originRealm());
        router = new CommandRouter(origin);
        diameter = new DiameterNode(network.announcing(APPLICATIONS), ports, router, tap);
        var caller =
                new CommandCaller(diameter, origin, new SessionIds(origin.host(), clock, entropy));
        S6tCodec s6t = new S6tCodec(bestow);
        KeyPusher pusher =
                new DiameterKeyPusher(
                        caller,
                        s6t.reportingInformation(),
                        ports.timers(),
                        DiameterKeyPusher.to(config.scefHost(), origin.realm()));
        var desk = new VectorDesk(keeping, entropy);
        var pushed = new PushedKeys(config, keeping.subscribers(), desk, pusher, clock);
        S6aCodec s6a = new S6aCodec(bestow);
        announcements =
                new Announcements(new Announcements.Told(caller, s6a, s6t), keeping, config, ports);
        subscribers =
                new AnnouncedSubscribers(
                        keeping.subscribers(),
                        keeping.locations(),
                        keyServers(config, origin.realm()),
                        clock,
                        announcements::nudge);
        var handler =
                new HssS6aHandler(
                        config,
                        keeping,
                        new HssS6aHandler.Issue(desk, pushed),
                        clock,
                        announcements::nudge);
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
                        s6t.configurationInformation(),
                        PeerRole.SCEF,
                        (pull, from) -> pushed.onKeyPull(from, pull));
    }

    /// Whom the HSS of such a configuration tells about keys.
    public static AnnouncedSubscribers.KeyServers keyServers(HssConfig config, String realm) {
        return new AnnouncedSubscribers.KeyServers(List.of(config.scefHost()), realm);
    }

    /// The subscribers, to be changed while it runs: whoever goes by them is told.
    public SubscriberStore subscribers() {
        return subscribers;
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
