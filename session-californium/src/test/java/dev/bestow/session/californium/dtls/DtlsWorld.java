package dev.bestow.session.californium.dtls;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.core.Timers;
import dev.bestow.keys.KsAs;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.device.ProtectedSession;
import dev.bestow.session.key.AsKeySource;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A server of DTLS, the operator behind it, and devices. Durations are real; what time it is, the test says.
final class DtlsWorld implements AutoCloseable {
    static final DtlsLimits LIMITS = new DtlsLimits(1_000, 100, 100, 1_000, 1_000, 600_000, 100);
    static final DtlsReports.Patience SHORT = new DtlsReports.Patience(200, 1, 1_500);

    private static final Duration LIFETIME = Duration.ofHours(1);

    final List<String> delivered = new CopyOnWriteArrayList<>();
    final List<PskRefusal> refusals = new CopyOnWriteArrayList<>();
    final List<DtlsEvents.End> ends = new CopyOnWriteArrayList<>();
    final List<Rand> verified = new CopyOnWriteArrayList<>();
    final AtomicInteger dropped = new AtomicInteger();
    final AtomicInteger fetches = new AtomicInteger();
    final Map<KeyName, List<Held>> operator = new ConcurrentHashMap<>();
    final Map<KeyName, CountDownLatch> hanging = new ConcurrentHashMap<>();
    final TestClock clock = new TestClock();
    final KeyCache cache;
    final DtlsServer server;

    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(1);
    private final Timers timers =
            (delayMs, action) -> {
                var scheduled = executor.schedule(action, delayMs, TimeUnit.MILLISECONDS);
                return () -> scheduled.cancel(false);
            };

    /// A key that the operator has.
    record Held(Rand rand, int fill, String name, boolean confidential, long expiryMs) {
        Held(Rand rand, int fill, String name, DtlsWorld world) {
            this(rand, fill, name, true, world.clock.nowMs() + LIFETIME.toMillis());
        }
    }

    static final class TestClock implements Clock {
        private final AtomicLong aheadMs = new AtomicLong();

        @Override
        public long nowMs() {
            return 1_800_000_000_000L + nowNs() / 1_000_000;
        }

        @Override
        public long nowNs() {
            return System.nanoTime() + aheadMs.get() * 1_000_000;
        }

        void pass(Duration time) {
            aheadMs.addAndGet(time.toMillis());
        }
    }

    private final class Operator implements AsKeySource {
        @Override
        public RetrievalAnswer fetch(KeyName name, Octets asker) {
            fetches.incrementAndGet();
            CountDownLatch latch = hanging.get(name);
            if (latch != null) {
                awaitQuietly(latch);
            }
            List<Held> held = operator.getOrDefault(name, List.of());
            return held.isEmpty()
                    ? new RetrievalAnswer.NotAvailable()
                    : new RetrievalAnswer.Keys(held.stream().map(DtlsWorld::retrieved).toList());
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RetrievedKey retrieved(Held held) {
        return new RetrievedKey(
                ksAs(held.fill()),
                held.rand(),
                null,
                KeyRoot.CK_IK,
                java.time.Instant.ofEpochMilli(held.expiryMs()),
                held.name(),
                held.confidential());
    }

    DtlsWorld() throws IOException {
        this(LIMITS);
    }

    DtlsWorld(DtlsLimits limits) throws IOException {
        this(limits, LeafKeyConnector.CID_OCTETS);
    }

    DtlsWorld(DtlsLimits limits, int cidOctets) throws IOException {
        cache = new KeyCache(new Operator(), clock, 1_000, FetchLimits.DEFAULT);
        var events =
                new DtlsEvents() {
                    @Override
                    public void refused(PskRefusal why) {
                        refusals.add(why);
                    }

                    @Override
                    public void ended(DtlsPeer peer, End why) {
                        ends.add(why);
                    }

                    @Override
                    public void dropped() {
                        dropped.incrementAndGet();
                    }
                };
        server =
                new DtlsServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        new DtlsKeys(cache, verified::add, clock, timers, events),
                        limits,
                        cidOctets,
                        (device, _, report) -> {
                            delivered.add(device);
                            return Plaintext.of("thanks for " + report.length());
                        });
    }

    static KsAs ksAs(int fill) {
        byte[] octets = new byte[KsAs.OCTETS];
        Arrays.fill(octets, (byte) fill);
        return new KsAs(Secret.taking(octets));
    }

    static Rand rand(int last) {
        byte[] octets = new byte[Rand.OCTETS];
        octets[Rand.OCTETS - 1] = (byte) last;
        return new Rand(Octets.copyOf(octets));
    }

    /// The operator has a key by the RAND that ends with `number`.
    void grant(int number, int fill, String name) {
        Rand rand = rand(number);
        operator.put(new KeyName.ByRand(rand.id()), List.of(new Held(rand, fill, name, this)));
    }

    ProtectedSession device(int number, int fill) {
        return device(number, fill, null, SHORT);
    }

    ProtectedSession device(
            int number,
            int fill,
            @Nullable ApplicationIdentity user,
            DtlsReports.Patience patience) {
        return device(server.address(), number, fill, user, patience);
    }

    /// One that reaches the server there.
    ProtectedSession device(InetSocketAddress there, int number, int fill) {
        return device(there, number, fill, null, new DtlsReports.Patience(500, 4, 20_000));
    }

    ProtectedSession device(
            InetSocketAddress there, int number, int fill, DtlsReports.Patience patience) {
        return device(there, number, fill, null, patience);
    }

    private ProtectedSession device(
            InetSocketAddress there,
            int number,
            int fill,
            @Nullable ApplicationIdentity user,
            DtlsReports.Patience patience) {
        try (var key = new DeviceKey(new FullName.ByRand(rand(number)), ksAs(fill), true)) {
            return new DtlsReports(user, patience).open(key, there);
        }
    }

    @Override
    public void close() {
        hanging.values().forEach(CountDownLatch::countDown);
        server.close();
        executor.shutdownNow();
    }
}
