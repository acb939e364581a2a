package dev.bestow.mme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.Ports;
import dev.bestow.link.diameter.CommandCaller;
import dev.bestow.link.diameter.CommandRouter;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.SessionIds;
import dev.bestow.wire.s6a.NotifyAnswer;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.t6a.T6aCodec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// How an MME repeats what its HSS did not answer, over real connections; the time until it does passes at once.
@Timeout(60)
class DiameterPeersTest {
    private static final String MME = "mme.test";
    private static final String HSS = "hss.test";
    private static final String REALM = "test";
    private static final BestowAvps BESTOW = new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID);
    private static final S6aCodec S6A = new S6aCodec(BESTOW);
    private static final NotifyRequest NOR =
            new NotifyRequest(Imsi.parse("001010000000001"), "iot", null);

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
    private final Ports ports = ports();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final Queue<Repeat> repeats = new ConcurrentLinkedQueue<>();
    private final List<NotifyRequest> heard = new CopyOnWriteArrayList<>();

    private record Repeat(long afterMs, Runnable action) {}

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
        return new Ports(
                clock,
                (delayMs, action) -> {
                    var future = executor.schedule(action, delayMs, TimeUnit.MILLISECONDS);
                    return () -> future.cancel(false);
                },
                new Random(323)::nextBytes);
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
                        REALM,
                        "Bestow",
                        BestowAvps.DEFAULT_VENDOR_ID,
                        Set.of(ApplicationId.S6A),
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

    private DiameterNode mme() throws IOException {
        var hss = DiameterConfig.Peer.of(HSS, PeerRole.HSS).realms(Set.of(REALM));
        return node(MME, hss, new CommandRouter(new Origin(MME, REALM)));
    }

    private DiameterPeers peers(DiameterNode mme) {
        return new DiameterPeers(
                new CommandCaller(
                        mme,
                        new Origin(MME, REALM),
                        new SessionIds(MME, ports.clock(), ports.entropy())),
                (delayMs, action) -> {
                    repeats.add(new Repeat(delayMs, action));
                    return () -> {};
                },
                S6A,
                new T6aCodec(BESTOW),
                new DiameterPeers.Addresses(REALM, null, REALM));
    }

    private void hss(DiameterNode mme, NotifyAnswer answer) throws Exception {
        var router =
                new CommandRouter(new Origin(HSS, REALM))
                        .on(
                                S6A.notification(),
                                PeerRole.MME,
                                (request, _) -> {
                                    heard.add(request);
                                    return answer;
                                });
        node(HSS, DiameterConfig.Peer.of(MME, PeerRole.MME).connectTo(mme.listenAddress()), router);
        mme.connected(HSS).get(20, SECONDS);
    }

    private Repeat next() {
        await().until(() -> !repeats.isEmpty());
        return repeats.remove();
    }

    @Test
    void aPdnConnectionThatNoHssHeardOfIsToldAgainUntilOneDoes() throws Exception {
        DiameterNode mme = mme();
        peers(mme).tell(NOR);
        Repeat first = next();
        assertThat(first.afterMs()).isEqualTo(500);
        first.action().run();
        Repeat second = next();
        assertThat(second.afterMs()).isEqualTo(1_000);
        hss(mme, new NotifyAnswer.Success());
        second.action().run();
        await().until(() -> !heard.isEmpty());
        assertThat(heard).containsExactly(NOR);
    }

    /// It may have moved since.
    @Test
    void anAnswerEndsItWhateverItSays() throws Exception {
        DiameterNode mme = mme();
        hss(mme, new NotifyAnswer.UnknownServingNode());
        peers(mme).tell(NOR);
        await().until(() -> !heard.isEmpty());
        await().during(Duration.ofMillis(100)).until(repeats::isEmpty);
        assertThat(heard).hasSize(1);
    }

    @Test
    void itIsToldForTwoMinutesAtMost() throws Exception {
        peers(mme()).tell(NOR);
        long inAllMs = 0;
        for (int i = 0; i < 8; i++) {
            Repeat repeat = next();
            inAllMs += repeat.afterMs();
            repeat.action().run();
        }
        assertThat(inAllMs).isEqualTo(127_500);
        assertThat(repeats).isEmpty();
    }
}
