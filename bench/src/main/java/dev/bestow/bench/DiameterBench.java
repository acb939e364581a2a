package dev.bestow.bench;

import dev.bestow.core.Ports;
import dev.bestow.link.diameter.Counter;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterLimits;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.Outcome;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.network.machine.SystemPorts;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.DiameterMessage;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// AIR/AIA exchanges a second over one connection between two nodes on loopback, with 1, 64 and 1024
/// requests under way. Client, server and collector share the machine. Every request is built and every
/// answer read field by field. Usage: `bench/run diameter [SECONDS]`.
public final class DiameterBench {
    private static final int[] WINDOWS = {1, 64, 1024};
    private static final long DEADLINE_MS = 10_000;

    private final long seconds;
    private final DiameterNode mme;
    private final Window exchanges = new Window(this::exchange);

    private DiameterBench(long seconds, DiameterNode mme) {
        this.seconds = seconds;
        this.mme = mme;
    }

    /// Prints a table; ends with status 1 when an exchange failed.
    public static void main(String[] arguments) throws Exception {
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5;
        int requestOctets = AirAia.request(0).length();
        int answerOctets = AirAia.answer(AirAia.request(0)).length();
        System.out.println("AIR/AIA on one loopback connection: " + Machine.description());
        System.out.printf(
                Locale.ROOT,
                "AIR %d octets, AIA %d octets, %d s each%n",
                requestOctets,
                answerOctets,
                seconds);
        System.out.printf(
                Locale.ROOT, "codec alone, one thread: %,.0f exchanges/s%n", codecRate(seconds));
        Ports ports = SystemPorts.untilExit();
        long failed;
        try (DiameterNode hss = node(ports, AirAia.HSS, waiting(AirAia.MME, PeerRole.MME));
                DiameterNode mme =
                        node(
                                ports,
                                AirAia.MME,
                                waiting(AirAia.HSS, PeerRole.HSS).connectTo(hss.listenAddress()))) {
            mme.connected(AirAia.HSS).get(10, TimeUnit.SECONDS);
            DiameterBench bench = new DiameterBench(seconds, mme);
            bench.exchanges.measure(64, seconds);
            bench.exchanges.measure(1024, seconds);
            System.out.println(
                    "window  exchanges/s   p50 us   p99 us  cpu us  garbage octets  raw sockets/s "
                            + " share of raw");
            for (int window : WINDOWS) {
                RawPingPong.rate(requestOctets, answerOctets, window, 1);
                bench.row(window, RawPingPong.rate(requestOctets, answerOctets, window, seconds));
            }
            failed = bench.exchanges.failures() + hss.counted(Counter.TOO_BUSY);
        }
        if (failed > 0) {
            System.out.println(failed + " exchanges failed");
            System.exit(1);
        }
    }

    private static DiameterConfig.Peer waiting(String host, PeerRole role) {
        return DiameterConfig.Peer.of(host, role).realm(AirAia.REALM);
    }

    private static DiameterNode node(Ports ports, String host, DiameterConfig.Peer peer)
            throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        DiameterConfig config =
                new DiameterConfig(
                        host,
                        AirAia.REALM,
                        "Bestow bench",
                        BestowAvps.DEFAULT_VENDOR_ID,
                        Set.of(ApplicationId.S6A),
                        new InetSocketAddress(loopback, 0),
                        null,
                        List.of(peer),
                        DiameterLimits.DEFAULT,
                        null);
        DiameterNode node =
                new DiameterNode(config, ports, (request, from) -> AirAia.answer(request), null);
        node.start();
        return node;
    }

    private static double codecRate(long seconds) {
        long done = 0;
        boolean good = true;
        long started = System.nanoTime();
        long untilNs = started + TimeUnit.SECONDS.toNanos(seconds);
        byte[] wire = new byte[1024];
        while (System.nanoTime() < untilNs) {
            for (int i = 0; i < 1000; i++) {
                DiameterMessage answer = AirAia.answer(throughWire(AirAia.request(i), wire));
                good &= AirAia.isVector(throughWire(answer, wire));
            }
            done += 1000;
        }
        if (!good) {
            throw new IllegalStateException("the codec lost something");
        }
        return done / ((System.nanoTime() - started) / 1e9);
    }

    private static DiameterMessage throughWire(DiameterMessage message, byte[] wire) {
        message.writeTo(wire, 0);
        return DiameterMessage.decode(wire, 0, message.length());
    }

    private void row(int window, double rawRate) throws InterruptedException {
        Window.Run run = exchanges.measure(window, seconds);
        System.out.printf(
                Locale.ROOT,
                "%6d  %,11.0f  %7.0f  %7.0f  %6.2f  %,14.0f  %,13.0f  %11.0f%%%n",
                window,
                run.rate(),
                run.p50Us(),
                run.p99Us(),
                run.cpuUs(),
                run.garbagePerExchange(),
                rawRate,
                100 * run.rate() / rawRate);
    }

    private CompletableFuture<Boolean> exchange(int number) {
        return mme.send(AirAia.request(number), DEADLINE_MS).thenApply(DiameterBench::isGood);
    }

    private static boolean isGood(Outcome outcome) {
        return outcome instanceof Outcome.Answered(DiameterMessage answer)
                && AirAia.isVector(answer);
    }
}
