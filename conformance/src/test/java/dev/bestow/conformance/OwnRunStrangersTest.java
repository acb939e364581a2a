package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.aka.SoftUsim;
import dev.bestow.core.Monitoring;
import dev.bestow.core.Octets;
import dev.bestow.core.Ports;
import dev.bestow.core.Timers;
import dev.bestow.emks.run.OwnRuns;
import dev.bestow.link.coap.CoapEapLimits;
import dev.bestow.link.coap.CoapEapServer;
import dev.bestow.link.coap.CoapTap;
import dev.bestow.link.udp.UdpSocket;
import dev.bestow.ue.UaTransport;
import dev.bestow.ue.UdpTransport;
import dev.bestow.ue.run.EapAkaPeer;
import dev.bestow.ue.run.OwnRun;
import dev.bestow.ue.run.OwnRunOutcome;
import dev.bestow.wire.coap.CoapCode;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.CoapType;
import dev.bestow.wire.coap.ReceivedCoap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// What strangers can do at the port for AKA runs: over real sockets, with timers that the test lets expire.
final class OwnRunStrangersTest {
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final CoapEapLimits LIMITS = new CoapEapLimits(100, 20);

    private final TestWorld world = new TestWorld();
    private final OwnHome home = new OwnHome(CARD);
    private final Counters counters = new Counters();
    private final Expiries expiries = new Expiries();
    private final Ports ports = new Ports(world.clock(), expiries, world.entropy(), counters);
    private CoapEapServer emks;

    /// The figures of a node, by their labels.
    private static final class Counters implements Monitoring {
        private final Map<String, Consumer<Reading>> counted = new ConcurrentHashMap<>();

        @Override
        public void counter(Metric metric, Consumer<Reading> read) {
            counted.put(metric.name(), read);
        }

        @Override
        public void gauge(Metric metric, Consumer<Reading> read) {
            counted.put(metric.name(), read);
        }

        Map<String, Long> of(String metric) {
            Map<String, Long> values = new HashMap<>();
            Objects.requireNonNull(counted.get(metric), "it is there")
                    .accept((value, labels) -> values.put(String.join(",", labels), value));
            return values;
        }
    }

    /// Timers that expire when the test says so.
    private static final class Expiries implements Timers {
        private final List<Runnable> waiting = new ArrayList<>();

        @Override
        public synchronized Timer after(long delayMs, Runnable action) {
            waiting.add(action);
            return () -> cancel(action);
        }

        private synchronized void cancel(Runnable action) {
            waiting.remove(action);
        }

        private synchronized List<Runnable> taken() {
            List<Runnable> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        }

        void all() {
            taken().forEach(Runnable::run);
        }
    }

    /// Somebody with a socket.
    private static final class Stranger implements AutoCloseable {
        private final UdpSocket socket;
        private final InetSocketAddress emks;
        private final BlockingQueue<byte[]> got = new LinkedBlockingQueue<>();

        Stranger(InetSocketAddress emks) throws IOException {
            this.emks = emks;
            socket = UdpSocket.bind(new InetSocketAddress(LOOPBACK, 0));
            socket.start((_, datagram) -> got.add(datagram));
        }

        void send(byte[] datagram) {
            assertThat(socket.send(emks, datagram)).isTrue();
        }

        void send(CoapMessage message) {
            send(CoapCodec.encode(message));
        }

        CoapMessage receive() throws InterruptedException {
            byte[] datagram = got.poll(10, TimeUnit.SECONDS);
            assertThat(datagram).as("an answer").isNotNull();
            return (CoapMessage) CoapCodec.decode(datagram);
        }

        boolean hasGotNothing() {
            return got.isEmpty();
        }

        /// A cookie for this address.
        Octets cookie() throws InterruptedException {
            send(trigger(null));
            return receive().option(CoapOption.ECHO).orElseThrow();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static CoapMessage trigger(@Nullable Octets echo) {
        List<CoapOption> options =
                new ArrayList<>(CoapOption.path(CoapOption.URI_PATH, "/.well-known/coap-eap"));
        if (echo != null) {
            options.add(new CoapOption(CoapOption.ECHO, echo));
        }
        return new CoapMessage(
                CoapType.NON_CONFIRMABLE,
                CoapCode.POST,
                1,
                Octets.copyOf(new byte[] {7, 7}),
                options,
                Octets.copyOf("/a".getBytes(StandardCharsets.US_ASCII)));
    }

    @BeforeEach
    void start() throws IOException {
        emks = started();
    }

    private CoapEapServer started() throws IOException {
        CoapEapServer server =
                CoapEapServer.bind(new InetSocketAddress(LOOPBACK, 0), LIMITS, ports, CoapTap.NONE);
        server.start(new OwnRuns(TestNetwork.PLMN, home, home, ports));
        return server;
    }

    @AfterEach
    void close() {
        emks.close();
        world.close();
    }

    private long count(String outcome) {
        return counters.of("own_run_messages").getOrDefault(outcome, 0L);
    }

    private long underWay() {
        return counters.of("own_runs").getOrDefault("", -1L);
    }

    private Stranger stranger() throws IOException {
        return new Stranger(emks.localAddress());
    }

    @Test
    void aDeviceAgreesOnAKey() throws IOException {
        try (SoftUsim card = SoftUsim.fresh(CARD.credentials());
                var run =
                        new OwnRun(
                                new EapAkaPeer(CARD.imsi(), card),
                                world.entropy(),
                                world.timers());
                UaTransport.Port port =
                        new UdpTransport(LOOPBACK).open(emks.localAddress(), run::received)) {
            OwnRunOutcome outcome = run.start(port::send, 2_000).join();
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            OwnRunOutcome.Agreed.class,
                            agreed ->
                                    assertThat(home.hasKept(agreed.rand(), agreed.key())).isTrue());
        }
        await().until(() -> count("ended") == 1);
        assertThat(underWay()).isZero();
    }

    /// Nothing is kept, nobody is asked, and never more octets go than came.
    @Test
    void aThousandStrangersWithoutCookieAreNothing() throws Exception {
        int length = CoapCodec.encode(trigger(null)).length;
        try (Stranger stranger = stranger()) {
            for (int i = 0; i < 1_000; i++) {
                stranger.send(trigger(null));
                CoapMessage challenge = stranger.receive();
                assertThat(challenge.code()).isEqualTo(CoapCode.UNAUTHORIZED);
                assertThat(CoapCodec.encode(challenge).length).isLessThanOrEqualTo(length);
            }
        }
        assertThat(count("challenged")).isEqualTo(1_000);
        assertThat(count("begun")).isZero();
        assertThat(underWay()).isZero();
        assertThat(home.asked()).isZero();
    }

    @Test
    void theCookieOfAnotherAddressIsNone() throws Exception {
        try (Stranger one = stranger();
                Stranger other = stranger()) {
            Octets cookie = one.cookie();
            other.send(trigger(cookie));
            assertThat(other.receive().code()).isEqualTo(CoapCode.UNAUTHORIZED);
            assertThat(count("wrong_cookie")).isEqualTo(1);
            assertThat(count("begun")).isZero();
        }
    }

    @Test
    void aCookieOfALifeBeforeIsNone() throws Exception {
        try (Stranger stranger = stranger()) {
            Octets cookie = stranger.cookie();
            try (CoapEapServer next = started();
                    Stranger again = new Stranger(next.localAddress())) {
                again.send(trigger(cookie));
                assertThat(again.receive().code()).isEqualTo(CoapCode.UNAUTHORIZED);
            }
        }
    }

    @Test
    void aRunThatIsAskedForTwiceIsOne() throws Exception {
        try (Stranger stranger = stranger()) {
            Octets cookie = stranger.cookie();
            stranger.send(trigger(cookie));
            assertThat(stranger.receive().code()).isEqualTo(CoapCode.POST);
            stranger.send(trigger(cookie));
            await().until(() -> count("repeated") == 1);
            assertThat(count("begun")).isEqualTo(1);
        }
    }

    /// Who shows that he is there and says no more is sent one message four times; then all is as before.
    @Test
    void aDeviceThatFallsSilentIsForgotten() throws Exception {
        try (Stranger stranger = stranger()) {
            stranger.send(trigger(stranger.cookie()));
            CoapMessage first = stranger.receive();
            assertThat(underWay()).isEqualTo(1);
            expiries.all();
            await().until(() -> count("expired") == 1);
            assertThat(underWay()).isZero();
            assertThat(first.path(CoapOption.URI_PATH)).isEqualTo("/a");
        }
    }

    @Test
    void runsOfOneSourceAreBounded() throws Exception {
        List<Stranger> all = new ArrayList<>();
        try {
            for (int i = 0; i < LIMITS.runsPerSource() + 5; i++) {
                Stranger stranger = stranger();
                all.add(stranger);
                stranger.send(trigger(stranger.cookie()));
            }
            await().until(() -> count("crowded") == 5);
            assertThat(underWay()).isEqualTo(LIMITS.runsPerSource());
        } finally {
            all.forEach(Stranger::close);
        }
    }

    @Test
    void octetsOfNobodyAreCountedAndNotAnswered() throws Exception {
        try (Stranger stranger = stranger()) {
            stranger.send(new byte[] {1, 2, 3});
            stranger.send(CoapMessage.acknowledging(7));
            stranger.send(
                    new CoapMessage(
                            CoapType.CONFIRMABLE,
                            new CoapCode(1),
                            1,
                            Octets.EMPTY,
                            List.of(),
                            Octets.EMPTY));
            await().until(() -> count("malformed") == 2 && count("unmatched") == 1);
            assertThat(stranger.hasGotNothing()).isTrue();
        }
    }

    /// Nobody else's answer is taken: it needs the address, the message ID and the token.
    @Test
    void anAnswerToNothingThatWasAskedChangesNothing() throws Exception {
        try (Stranger stranger = stranger()) {
            stranger.send(trigger(stranger.cookie()));
            CoapMessage asked = stranger.receive();
            var wrongId =
                    new CoapMessage(
                            CoapType.ACKNOWLEDGEMENT,
                            CoapCode.CREATED,
                            asked.messageId() ^ 1,
                            asked.token(),
                            List.of(),
                            Octets.copyOf(new byte[] {2}));
            var wrongToken =
                    new CoapMessage(
                            CoapType.ACKNOWLEDGEMENT,
                            CoapCode.CREATED,
                            asked.messageId(),
                            Octets.EMPTY,
                            List.of(),
                            Octets.copyOf(new byte[] {2}));
            stranger.send(wrongId);
            stranger.send(wrongToken);
            stranger.send(trigger(null));
            assertThat(stranger.receive().code()).isEqualTo(CoapCode.UNAUTHORIZED);
            assertThat(underWay()).isEqualTo(1);
        }
    }

    /// The EMKS is killed in the middle; the device asks the next one, which wants a cookie of its own.
    @Test
    void aDeviceGoesOnWithTheNextEmks() throws Exception {
        InetSocketAddress address = emks.localAddress();
        try (SoftUsim card = SoftUsim.fresh(CARD.credentials());
                var run =
                        new OwnRun(
                                new EapAkaPeer(CARD.imsi(), card),
                                world.entropy(),
                                world.timers());
                UaTransport.Port port = new UdpTransport(LOOPBACK).open(address, run::received)) {
            emks.close();
            var outcome = run.start(port::send, 200);
            emks = CoapEapServer.bind(address, LIMITS, ports, CoapTap.NONE);
            emks.start(new OwnRuns(TestNetwork.PLMN, home, home, ports));
            assertThat(outcome.join()).isInstanceOf(OwnRunOutcome.Agreed.class);
        }
    }

    /// Whatever a device answers in the course of a run, it ends.
    @Test
    void aDeviceThatAnswersNonsenseEndsItsRun() throws Exception {
        try (Stranger stranger = stranger()) {
            stranger.send(trigger(stranger.cookie()));
            while (underWay() > 0) {
                ReceivedCoap asked = stranger.receive();
                stranger.send(
                        CoapMessage.responding(
                                (CoapMessage) asked,
                                1,
                                CoapCode.CREATED,
                                CoapOption.path(CoapOption.LOCATION_PATH, "/b"),
                                Octets.copyOf(new byte[] {9, 9, 9})));
                await().until(() -> underWay() == 0 || !stranger.hasGotNothing());
            }
        }
        assertThat(home.kept()).isEmpty();
        assertThat(home.asked()).isZero();
    }
}
