package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import dev.bestow.conformance.HostileAttack.Heard;
import dev.bestow.conformance.HostileWorld.Line;
import dev.bestow.session.californium.dtls.DtlsLimits;
import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A client that has no key attacks every protection of a running endpoint, while honest devices report in each.
/// Prints what was sent and answered. `-Dhostile.count=50000` is the long form: ten times as many strangers as
/// an endpoint handles at once, and as many of everything else that has no natural end.
class HostileClientTest {
    private static final int COUNT = Integer.getInteger("hostile.count", 300);
    private static final long SEED = Long.getLong("bestow.seed", 33_863);

    /// Sources that strangers have; honest devices are at 127.0.0.1.
    private static final int SOURCES = 20;

    private static final int AT_A_TIME = 32;
    private static final long PAUSE_NS = 400_000;
    private static final Duration QUIET = Duration.ofMillis(60);
    private static final Duration LOOK = Duration.ofMillis(10);

    /// Handshakes of one source that a server has room for.
    private static final int HALF_OPEN = DtlsLimits.DEFAULT.halfOpenPerSource();

    /// Handshakes that are begun: ten times as many in the long form.
    private static final int HANDSHAKES = COUNT < HALF_OPEN * 10 ? HALF_OPEN + 44 : HALF_OPEN * 10;

    /// A cause is told once in ten seconds.
    private static final int TOLD_MS = 10_000;

    private static final long MAX_GROWTH = 64L << 20;

    private final Random random = new Random(SEED);
    private final Logger asLog = (Logger) LoggerFactory.getLogger("dev.bestow.as");
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();

    @TempDir private Path folder;

    @Test
    @Timeout(7_200)
    void nobodyWithoutAKeyGetsMoreThanHeSentOrAnythingDelivered() throws Exception {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        List<Throwable> died = new CopyOnWriteArrayList<>();
        long startNs = System.nanoTime();
        told.start();
        asLog.addAppender(told);
        Thread.setDefaultUncaughtExceptionHandler((_, why) -> died.add(why));
        try (var world = new HostileWorld(folder)) {
            for (Line line : world.lines()) {
                // The first message, and two of the session.
                world.report(line);
                world.report(line);
                world.report(line);
            }
            world.stopListening();
            long heapBefore = heap();
            System.out.printf(
                    "%-18s %-11s %9s %11s %9s %11s %6s  seed %d%n",
                    "protection", "attack", "sent", "octets", "answers", "octets", "ratio", SEED);
            for (Line line : world.lines()) {
                for (HostileAttack attack : HostileAttack.values()) {
                    attack(world, line, attack);
                }
                crossed(world, line);
            }
            halfOpen(world, world.lines().getLast());
            world.lines().forEach(world::report);
            System.out.printf("heap before %,d, after %,d octets%n", heapBefore, heap());
            assertThat(heap() - heapBefore).as("growth of the heap").isLessThan(MAX_GROWTH);
            assertThat(world.delivered())
                    .as("every honest report once, unaltered, and no other")
                    .containsExactlyElementsOf(world.sent());
            assertTold(System.nanoTime() - startNs);
        } finally {
            asLog.detachAppender(told);
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(died).as("threads that died").isEmpty();
    }

    /// Each protection tells what it refuses, and none more often than a throttle lets it.
    private void assertTold(long tookNs) {
        List<String> lines =
                told.list.stream()
                        .map(ILoggingEvent::getFormattedMessage)
                        .filter(line -> line.contains("is refused"))
                        .toList();
        long most = RefusalCause.values().length * (1 + tookNs / 1_000_000 / TOLD_MS);
        for (String protection : List.of("Ua", "OSCORE", "ESP")) {
            assertThat(lines.stream().filter(line -> line.contains(" in " + protection + " ")))
                    .as("lines about refusals in %s", protection)
                    .hasSizeBetween(1, (int) most);
        }
    }

    /// After two collections, of which the first lets go of what only waits for one.
    private static long heap() {
        System.gc();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private void attack(HostileWorld world, Line line, HostileAttack attack) throws Exception {
        List<byte[]> others =
                world.lines().stream()
                        .filter(other -> !other.server().equals(line.server()))
                        .flatMap(other -> other.up().stream())
                        .toList();
        var heard = new Heard(line.head(), line.up(), line.down(), others);
        List<byte[]> datagrams = attack.datagrams(heard, COUNT, random);
        List<HostileSocket> sockets = new ArrayList<>();
        for (int source = 1; source <= SOURCES; source++) {
            sockets.add(new HostileSocket(source, (_, _) -> {}));
        }
        CompletableFuture<Void> flood =
                CompletableFuture.runAsync(() -> flood(datagrams, sockets, line));
        do {
            world.report(line);
        } while (!flood.isDone());
        flood.join();
        settle(sockets);
        for (HostileSocket socket : sockets) {
            socket.close();
        }
        tell(line.name(), attack.name(), sockets);
        for (HostileSocket socket : sockets) {
            assertThat(socket.answerOctets())
                    .as("octets to one source of %s, %s", line.name(), attack)
                    .isLessThanOrEqualTo(socket.sentOctets());
        }
    }

    /// Each handshake has a port of its own and goes on to the flight that the device would answer with its key. Until
    /// its cookie came back, and so for any forged source, no more octets are answered than came. What is on its way
    /// when the last place is taken may still find one.
    private void halfOpen(HostileWorld world, Line line) throws Exception {
        List<HostileSocket> sockets = new ArrayList<>();
        byte[] chance = new byte[32];
        random.nextBytes(chance);
        byte[] hello = HalfOpenDtls.hello(chance);
        var longer = new AtomicInteger();
        for (int handshake = 0; handshake < HANDSHAKES; handshake++) {
            var socket =
                    new HostileSocket(
                            1,
                            (self, answer) -> {
                                if (self.answers() == 1 && answer.length > hello.length) {
                                    longer.incrementAndGet();
                                }
                                HalfOpenDtls.goOn(self, answer, chance, line.server());
                            });
            sockets.add(socket);
            socket.send(hello, line.server());
            if (handshake % AT_A_TIME == 0) {
                world.report(line);
            }
        }
        settle(sockets);
        tell(line.name(), "HALF-OPEN", sockets);
        assertThat(longer).as("first answers longer than their hello").hasValue(0);
        assertThat(sockets.stream().filter(socket -> socket.answers() > 1).count())
                .as("handshakes of one source that were gone on with")
                .isBetween(1L, (long) HALF_OPEN + AT_A_TIME);
        for (HostileSocket socket : sockets) {
            socket.close();
        }
        world.report(line);
    }

    private static void flood(List<byte[]> datagrams, List<HostileSocket> sockets, Line line) {
        try {
            int sent = 0;
            for (byte[] datagram : datagrams) {
                sockets.get(sent % sockets.size()).send(datagram, line.server());
                if (++sent % AT_A_TIME == 0) {
                    LockSupport.parkNanos(PAUSE_NS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// No answer comes any more.
    private static void settle(List<HostileSocket> sockets) {
        await().pollInterval(LOOK)
                .during(QUIET)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> sockets.stream().mapToLong(HostileSocket::answers).sum(),
                        new Unchanged());
    }

    /// Matches what it was given the time before.
    private static final class Unchanged extends org.hamcrest.BaseMatcher<Long> {
        private Object last = -1L;

        @Override
        public boolean matches(Object now) {
            boolean same = now.equals(last);
            last = now;
            return same;
        }

        @Override
        public void describeTo(org.hamcrest.Description description) {
            description.appendText("no more answers");
        }
    }

    private static void tell(String line, String attack, List<HostileSocket> sockets) {
        long octets = sockets.stream().mapToLong(HostileSocket::sentOctets).sum();
        long back = sockets.stream().mapToLong(HostileSocket::answerOctets).sum();
        System.out.printf(
                "%-18s %-11s %,9d %,11d %,9d %,11d %6.2f%n",
                line,
                attack,
                sockets.stream().mapToLong(HostileSocket::sent).sum(),
                octets,
                sockets.stream().mapToLong(HostileSocket::answers).sum(),
                back,
                octets == 0 ? 0 : (double) back / octets);
    }

    /// To a device: what the server said to others and to itself before, and what others sent.
    private static void crossed(HostileWorld world, Line line) throws Exception {
        try (var stranger = new HostileSocket(1, (_, _) -> {})) {
            for (Line other : world.lines()) {
                for (List<byte[]> said : List.of(other.down(), other.up())) {
                    for (byte[] datagram : said) {
                        stranger.send(datagram, line.client());
                    }
                }
            }
            world.report(line);
            System.out.printf(
                    "%-18s %-11s %,9d %,11d%n",
                    line.name(), "CROSSED", stranger.sent(), stranger.sentOctets());
        }
    }
}
