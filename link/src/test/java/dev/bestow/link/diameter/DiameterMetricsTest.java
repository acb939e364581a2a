package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.core.Monitoring;
import dev.bestow.core.Ports;
import dev.bestow.link.RealTime;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.Origin;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What a node tells those who watch its Diameter connections.
class DiameterMetricsTest {
    private final List<DiameterNode> nodes = new ArrayList<>();
    private final Watcher watcher = new Watcher();

    @AfterEach
    void stop() {
        nodes.forEach(DiameterNode::close);
    }

    /// Reads what was registered.
    private static final class Watcher implements Monitoring {
        private final Map<String, Consumer<Reading>> metrics = new ConcurrentHashMap<>();
        private final List<String> durations = new CopyOnWriteArrayList<>();
        private final List<Supplier<List<String>>> needs = new CopyOnWriteArrayList<>();

        @Override
        public void counter(Metric metric, Consumer<Reading> read) {
            metrics.put(metric.name(), read);
        }

        @Override
        public void gauge(Metric metric, Consumer<Reading> read) {
            metrics.put(metric.name(), read);
        }

        @Override
        public Timings timings(Metric metric) {
            return (_, labels) -> durations.add(metric.name() + List.of(labels));
        }

        @Override
        public void readiness(Supplier<List<String>> missing) {
            needs.add(missing);
        }

        Map<List<String>, Long> values(String metric) {
            Map<List<String>, Long> values = new ConcurrentHashMap<>();
            Objects.requireNonNull(metrics.get(metric), metric)
                    .accept((value, labels) -> values.put(List.of(labels), value));
            return values;
        }

        List<String> missing() {
            return needs.stream().map(Supplier::get).flatMap(List::stream).toList();
        }
    }

    private DiameterNode start(TestNode node) throws Exception {
        DiameterNode started = node.start();
        nodes.add(started);
        return started;
    }

    private Ports watched() {
        Ports real = RealTime.ports();
        return new Ports(real.clock(), real.timers(), real.entropy(), watcher);
    }

    private DiameterNode mmeOf(DiameterNode hss) throws Exception {
        DiameterNode mme =
                start(
                        new TestNode("mme.test", "visited.test")
                                .peer("hss.test", hss.listenAddress(), "home.test"));
        mme.connected("hss.test").get(10, TimeUnit.SECONDS);
        return mme;
    }

    @Test
    void everyCounterIsThereFromTheStart() throws Exception {
        start(new TestNode("hss.test", "home.test").ports(watched()).waitingFor("mme.test"));
        for (Counter counter : Counter.values()) {
            assertThat(watcher.values(counter.metric())).isEqualTo(Map.of(List.of(), 0L));
        }
    }

    @Test
    void aServedCommandIsTimedByInterfaceCommandAndClassOfResult() throws Exception {
        DiameterNode hss =
                start(
                        new TestNode("hss.test", "home.test")
                                .ports(watched())
                                .waitingFor("mme.test"));
        mmeOf(hss).exchange(TestNode.request("hss.test"), 5_000);
        await().untilAsserted(() ->
                assertThat(watcher.durations)
                        .containsExactly("diameter_request_duration_seconds[S6a, AIR, 2xxx]"));
        assertThat(watcher.values("diameter_requests_received")).containsValue(1L);
    }

    /// There are 16 million, and each would be a series for good.
    @Test
    void commandsNobodySpeaksAreOne() throws Exception {
        DiameterNode hss =
                start(
                        new TestNode("hss.test", "home.test")
                                .ports(watched())
                                .waitingFor("mme.test")
                                .handler(new CommandRouter(new Origin("hss.test", "home.test"))));
        DiameterNode mme = mmeOf(hss);
        for (int command : List.of(9_999, 12_345)) {
            mme.exchange(
                    TestNode.request(command, ApplicationId.S6A, "mme.test", "hss.test", 0), 5_000);
        }
        await().untilAsserted(() ->
                assertThat(watcher.durations)
                        .hasSize(2)
                        .containsOnly("diameter_request_duration_seconds[S6a, other, 3xxx]"));
    }

    @Test
    void aNodeIsNotReadyBeforeThePeersItConnectsTo() throws Exception {
        DiameterNode hss = start(new TestNode("hss.test", "home.test").waitingFor("mme.test"));
        DiameterNode mme =
                start(
                        new TestNode("mme.test", "visited.test")
                                .ports(watched())
                                .peer("hss.test", hss.listenAddress(), "home.test")
                                .waitingFor("mme2.test"));
        mme.connected("hss.test").get(10, TimeUnit.SECONDS);
        assertThat(watcher.missing()).isEmpty();
        assertThat(new TreeMap<>(up())).isEqualTo(Map.of("hss.test", 1L, "mme2.test", 0L));
        hss.close();
        await().untilAsserted(() ->
                assertThat(watcher.missing()).containsExactly("no hss connected: hss.test"));
        assertThat(up()).containsEntry("hss.test", 0L);
    }

    private Map<String, Long> up() {
        Map<String, Long> up = new ConcurrentHashMap<>();
        watcher.values("diameter_peer_up").forEach((labels, value) -> up.put(labels.get(0), value));
        return up;
    }

    /// One of several alike is enough.
    @Test
    void oneOfTwoHsssMakesAnMmeReady() throws Exception {
        DiameterNode hss = start(new TestNode("hss.test", "home.test").waitingFor("mme.test"));
        DiameterNode away = start(new TestNode("hss2.test", "home.test").waitingFor("mme.test"));
        var itsAddress = away.listenAddress();
        away.close();
        DiameterNode mme =
                start(
                        new TestNode("mme.test", "visited.test")
                                .ports(watched())
                                .peer("hss.test", hss.listenAddress(), "home.test")
                                .peer("hss2.test", itsAddress, "home.test"));
        mme.connected("hss.test").get(10, TimeUnit.SECONDS);
        assertThat(watcher.missing()).isEmpty();
        hss.close();
        await().untilAsserted(() ->
                assertThat(watcher.missing())
                        .containsExactly("no hss connected: hss.test, hss2.test"));
    }
}
