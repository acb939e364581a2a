package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Ports;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.core.Timers;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.Ks;
import dev.bestow.link.diameter.CommandCaller;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.SessionIds;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6t.KeyLocationProof;
import dev.bestow.wire.s6t.KeyNotification;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;
import dev.bestow.wire.s6t.S6tCodec;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// How long an AIA waits for its push, over real connections. A wait that should not be is an hour: the
/// deadline of the class tells it.
@Timeout(60)
class DiameterKeyPusherTest {
    private static final String HSS = "hss.test";
    private static final String SCEF = "scef.test";
    private static final long FOR_EVER_MS = 3_600_000;
    private static final long SHORT_MS = 20;
    private static final CommandCodec<KeyNotification, KeyPushAnswer> CODEC =
            new S6tCodec(new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID)).reportingInformation();

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
    private final Ports ports = ports();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private Ports ports() {
        Clock clock =
                new Clock() {
                    @Override
                    public long nowMs() {
                        return System.currentTimeMillis();
                    }

                    @Override
                    public long nowNs() {
                        return System.nanoTime();
                    }
                };
        Timers timers =
                (delayMs, action) -> {
                    var future = executor.schedule(action, delayMs, TimeUnit.MILLISECONDS);
                    return () -> future.cancel(false);
                };
        return new Ports(clock, timers, new Random(12)::nextBytes);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : started) {
            each.close();
        }
        executor.shutdownNow();
    }

    private DiameterNode node(String host, DiameterConfig.Peer peer, CommandRouter router)
            throws IOException {
        var config =
                new DiameterConfig(
                        host,
                        "test",
                        "Bestow",
                        BestowAvps.DEFAULT_VENDOR_ID,
                        Set.of(ApplicationId.S6T),
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        List.of(peer),
                        DiameterLimits.DEFAULT.withReconnect(10, 50),
                        null);
        DiameterNode node = new DiameterNode(config, ports, router, null);
        started.push(node);
        node.start();
        return node;
    }

    private DiameterNode hss() throws IOException {
        var scef = DiameterConfig.Peer.of(SCEF, PeerRole.SCEF);
        return node(HSS, scef, new CommandRouter(new Origin(HSS, "test")));
    }

    private void scef(DiameterNode hss, CommandRouter router) throws Exception {
        node(
                SCEF,
                DiameterConfig.Peer.of(HSS, PeerRole.HSS).connectTo(hss.listenAddress()),
                router);
        hss.connected(SCEF).get(20, SECONDS);
    }

    private DiameterKeyPusher pusher(DiameterNode hss) {
        Origin origin = new Origin(HSS, "test");
        return new DiameterKeyPusher(
                new CommandCaller(hss, origin, new SessionIds(HSS, ports.clock(), ports.entropy())),
                CODEC,
                ports.timers(),
                DiameterKeyPusher.to(SCEF, "test"),
                (_, _) -> {});
    }

    private static KeyPush push() {
        return new KeyPush(
                Imsi.parse("001010000000001"),
                null,
                List.of(),
                new Rand(Octets.copyOf(new byte[16])),
                new Ks(Secret.taking(new byte[32])),
                0,
                0,
                PlmnId.parse("001/01"),
                "mme.test",
                true,
                Instant.ofEpochSecond(2_000_000_000),
                SecurityPolicy.NOBODY);
    }

    private static @Nullable KeyPushAnswer pushed(DiameterKeyPusher pusher, long waitMs) {
        return pusher.push(List.of(push())).within(waitMs).getFirst();
    }

    @Test
    void nobodyWaitsForAPeerThatIsNotConnectedAndThePushStillArrives() throws Exception {
        DiameterNode hss = hss();
        assertThat(pushed(pusher(hss), FOR_EVER_MS)).isNull();
        var arrived = new CountDownLatch(1);
        scef(
                hss,
                new CommandRouter(new Origin(SCEF, "test"))
                        .on(
                                CODEC,
                                PeerRole.HSS,
                                (_, _) -> {
                                    arrived.countDown();
                                    return new KeyPushAnswer.Accepted();
                                }));
        arrived.await();
    }

    @Test
    void aProofIsRepeatedUntilItsPeerIsThere() throws Exception {
        DiameterNode hss = hss();
        var proof =
                new KeyLocationProof(
                        Imsi.parse("001010000000001"), KeyKind.KS, 1, 32, "mme.test", null);
        assertThat(pusher(hss).prove(proof).get(20, SECONDS)).isNull();
        var arrived = new CompletableFuture<KeyNotification>();
        scef(
                hss,
                new CommandRouter(new Origin(SCEF, "test"))
                        .on(
                                CODEC,
                                PeerRole.HSS,
                                (notification, _) -> {
                                    arrived.complete(notification);
                                    return new KeyPushAnswer.Accepted();
                                }));
        assertThat(arrived.get(20, SECONDS)).isEqualTo(proof);
        assertThat(pusher(hss).prove(proof).get(20, SECONDS))
                .isEqualTo(new KeyPushAnswer.Accepted());
    }

    @Test
    void nobodyWaitsForAPeerThatStoppedAnsweringUntilItAnswersAgain() throws Exception {
        DiameterNode hss = hss();
        var awake = new CountDownLatch(1);
        scef(
                hss,
                new CommandRouter(new Origin(SCEF, "test"))
                        .on(
                                CODEC,
                                PeerRole.HSS,
                                (_, _) -> {
                                    awaken(awake);
                                    return new KeyPushAnswer.Accepted();
                                }));
        DiameterKeyPusher pusher = pusher(hss);
        for (int i = 0; i < 3; i++) {
            assertThat(pushed(pusher, SHORT_MS)).isNull();
        }
        assertThat(pushed(pusher, FOR_EVER_MS)).as("nobody is there").isNull();
        awake.countDown();
        while (pushed(pusher, FOR_EVER_MS) == null) {
            Thread.onSpinWait();
        }
    }

    private static void awaken(CountDownLatch awake) {
        try {
            awake.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
