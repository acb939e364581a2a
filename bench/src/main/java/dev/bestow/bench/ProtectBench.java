package dev.bestow.bench;

import dev.bestow.as.StoredClaims;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.link.udp.UdpSocket;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.session.oscore.OscoreClient;
import dev.bestow.session.oscore.OscorePolicy;
import dev.bestow.session.oscore.OscoreServer;
import dev.bestow.session.oscore.OscoreServerEvents;
import dev.bestow.session.oscore.OscoreSession;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.session.ua.UaClient;
import dev.bestow.session.ua.UaPolicy;
import dev.bestow.session.ua.UaServer;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;

/// The first protected message at an endpoint that has its key already: datagram in, derive, verify, open, answer out.
/// In turns, so that what else the machine does falls on all: Ua native and OSCORE without socket and with claims of
/// RAND_AS that nobody keeps; Ua native with claims in the store of an endpoint; and over UDP on loopback.
/// Usage: `bench/run protect [MESSAGES]`.
public final class ProtectBench {
    private static final AsId AS = AsId.parse("as.example.net");

    /// So many at once make a group commit, and are under way on the wire.
    private static final int AT_ONCE = 256;

    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final Octets SOURCE = Octets.parseHex("source", "c0000201");
    private static final Clock CLOCK = new SystemClock();
    private static final Entropy CHANCE = new SystemEntropy();
    private static final int DEFAULT_MESSAGES = 100_000;
    private static final int ROUNDS = 6;

    private ProtectBench() {}

    /// @param args how many messages a round has
    public static void main(String[] args) throws IOException, InterruptedException {
        int messages = args.length == 0 ? DEFAULT_MESSAGES : Integer.parseInt(args[0]);
        System.out.println(Machine.description());
        run(messages, System.out);
    }

    private static void run(int messages, PrintStream out)
            throws IOException, InterruptedException {
        Path folder = BenchFolder.fresh("claims");
        try (RocksStore store = RocksStore.open(folder);
                var oscoreClient =
                        new OscoreClient(oscoreKey(), CHANCE, RequestCounts.inMemory())) {
            var clients = new UaRequests(AS, REPORT, CHANCE);
            var oscore =
                    new OscoreServer(
                            OscorePolicy.STANDARD, ports(new Admitted()), OscoreServerEvents.NONE);
            UaServer ua = ua(new Admitted());
            UaServer durable = ua(new StoredClaims(store.claims(ClaimLimits.STANDARD), CLOCK));
            for (int round = 1; round <= ROUNDS; round++) {
                out.printf(Locale.ROOT, "round %d%n", round);
                print(out, "Ua native", clients.fresh(messages), one(ua::handle));
                byte[][] requests = new byte[messages][];
                Arrays.setAll(requests, _ -> request(oscoreClient));
                print(out, "OSCORE", requests, one(oscore::handle));
                print(out, "Ua, claims in the store", clients.fresh(messages), many(durable));
                print(out, "Ua over UDP", clients.fresh(messages), wire(ua));
            }
        } finally {
            BenchFolder.delete(folder);
        }
    }

    /// Has all requests answered, and says how many were and what the device's end of it cost.
    private interface Way {
        Done answer(byte[][] requests) throws IOException, InterruptedException;
    }

    /// @param clientNs processor time that is not the server's
    private record Done(long answered, long clientNs) {}

    /// One after the other on this thread.
    private static Way one(BiFunction<byte[], Octets, byte @Nullable []> server) {
        return requests -> {
            long answered = 0;
            for (byte[] request : requests) {
                answered += server.apply(request, SOURCE) == null ? 0 : 1;
            }
            return new Done(answered, 0);
        };
    }

    /// Each on a virtual thread of its own, as an endpoint has it.
    private static Way many(UaServer server) {
        return requests -> {
            var answered = new LongAdder();
            var room = new Semaphore(AT_ONCE);
            for (byte[] request : requests) {
                room.acquire();
                Thread.startVirtualThread(() -> {
                    answered.add(server.handle(request, SOURCE) == null ? 0 : 1);
                    room.release();
                });
            }
            room.acquire(AT_ONCE);
            return new Done(answered.sum(), 0);
        };
    }

    /// Over loopback; a datagram that is lost is not sent again.
    private static Way wire(UaServer server) {
        return requests -> {
            var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            try (UdpSocket socket = UdpSocket.bind(any)) {
                socket.start((from, datagram) ->
                        Thread.startVirtualThread(() -> {
                            byte[] answer = server.handle(datagram, SOURCE);
                            if (answer != null) {
                                socket.send(from, answer);
                            }
                        }));
                var result = UdpClient.exchange(socket.localAddress(), requests, AT_ONCE);
                return new Done(result.answers(), result.cpuNs());
            }
        };
    }

    private static byte[] request(OscoreClient client) {
        try (OscoreSession session = client.begin(REPORT)) {
            return session.seal(REPORT).datagram();
        }
    }

    private static void print(PrintStream out, String name, byte[][] requests, Way way)
            throws IOException, InterruptedException {
        long garbage = Machine.allocatedOctets();
        long cpuNs = Machine.cpuNs();
        long ns = CLOCK.nowNs();
        Done done = way.answer(requests);
        ns = CLOCK.nowNs() - ns;
        cpuNs = Machine.cpuNs() - cpuNs - done.clientNs();
        garbage = Machine.allocatedOctets() - garbage;
        int messages = requests.length;
        out.printf(
                Locale.ROOT,
                "  %-24s %6.2f µs of CPU, %6d octets of garbage, %,9.0f a second, %d octets up,"
                        + " %d of %d answered%n",
                name,
                cpuNs / 1e3 / messages,
                garbage / messages,
                1e9 * messages / ns,
                requests[0].length,
                done.answered(),
                messages);
    }

    private static UaServer ua(ReplayClaims claims) {
        return new UaServer(UaPolicy.standard(AS), ports(claims), UaServer.Observers.NONE);
    }

    private static UaServer.Ports ports(ReplayClaims claims) {
        var keys =
                new KeyCache(
                        (name, _) -> new RetrievalAnswer.Keys(List.of(key(name))),
                        CLOCK,
                        KeyCache.STANDARD_NAMES,
                        FetchLimits.DEFAULT);
        return new UaServer.Ports(keys, claims, (_, _, report) -> report, CLOCK, CHANCE);
    }

    /// One is enough, since nobody keeps its claims.
    private static UaClient.Key oscoreKey() {
        return new UaClient.Key(
                AS,
                new FullName.ByRand(UaRequests.rand(new KeyName.ByRand(new RandId(0)))),
                UaRequests.leaf());
    }

    private static RetrievedKey key(KeyName name) {
        return new RetrievedKey(
                UaRequests.leaf(),
                UaRequests.rand(name),
                null,
                KeyRoot.CK_IK_PUSHED,
                CLOCK.now().plusSeconds(86_400),
                "meter1@example.net",
                true);
    }

    /// Every request is the first of its kind.
    private static final class Admitted implements ReplayClaims {
        @Override
        public Outcome claim(Rand key, Octets randAs, Octets requestDigest, Instant expiry) {
            return new Outcome.Admitted();
        }

        @Override
        public void storeResponse(Rand key, Octets randAs, Octets response) {}
    }
}
