package dev.bestow.bench;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
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
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.PendingRequest;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.session.ua.UaClient;
import dev.bestow.session.ua.UaPolicy;
import dev.bestow.session.ua.UaServer;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.ua.UaForm;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/// The first protected message at an endpoint that has its key already: datagram in, derive, verify, open, answer out.
/// Ua native and OSCORE in turns, so that what else the machine does falls on both. Sockets and the durable claim of
/// RAND_AS are left out, for they are the same.
public final class ProtectBench {
    private static final AsId AS = AsId.parse("as.example.net");
    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final Octets SOURCE = Octets.parseHex("source", "c0000201");
    private static final Clock CLOCK = new SystemClock();
    private static final Entropy CHANCE = new SystemEntropy();
    private static final int DEFAULT_MESSAGES = 100_000;
    private static final int ROUNDS = 6;

    private ProtectBench() {}

    /// @param args how many messages a round has
    public static void main(String[] args) {
        int messages = args.length == 0 ? DEFAULT_MESSAGES : Integer.parseInt(args[0]);
        System.out.println(Machine.description());
        run(messages, System.out);
    }

    private static void run(int messages, PrintStream out) {
        var ua = new UaServer(UaPolicy.standard(AS), ports(), UaServer.Observers.NONE);
        var oscore = new OscoreServer(OscorePolicy.STANDARD, ports(), OscoreServerEvents.NONE);
        var key = new UaClient.Key(AS, new FullName.ByRand(RAND), leaf());
        try (var uaClient =
                        new UaClient(
                                key,
                                new UaClient.UaParameters(UaForm.COMPACT, true, null),
                                new UaClient.Ports(
                                        CHANCE, RequestCounts.inMemory(), KAppObserver.NONE));
                var oscoreClient = new OscoreClient(key, CHANCE, RequestCounts.inMemory())) {
            for (int round = 1; round <= ROUNDS; round++) {
                out.printf(Locale.ROOT, "round %d%n", round);
                print(
                        out,
                        "Ua native",
                        messages,
                        () -> request(uaClient),
                        octets -> ua.handle(octets, SOURCE));
                print(
                        out,
                        "OSCORE",
                        messages,
                        () -> request(oscoreClient),
                        octets -> oscore.handle(octets, SOURCE));
            }
        }
    }

    private static byte[] request(UaClient client) {
        try (PendingRequest pending = client.request(REPORT)) {
            return pending.datagram();
        }
    }

    private static byte[] request(OscoreClient client) {
        try (OscoreSession session = client.begin(REPORT)) {
            return session.seal(REPORT).datagram();
        }
    }

    /// Requests are made before the clock runs.
    private static void print(
            PrintStream out,
            String name,
            int messages,
            Supplier<byte[]> maker,
            Function<byte[], byte[]> server) {
        byte[][] requests = new byte[messages][];
        for (int i = 0; i < messages; i++) {
            requests[i] = maker.get();
        }
        long garbage = Machine.allocatedOctets();
        long beforeNs = Machine.cpuNs();
        long answered = 0;
        for (byte[] request : requests) {
            answered += server.apply(request).length;
        }
        double cpuNs = Machine.cpuNs() - beforeNs;
        double octets = Machine.allocatedOctets() - garbage;
        out.printf(
                Locale.ROOT,
                "  %-10s %6.2f µs of CPU, %6.0f octets of garbage, %d octets up, %d down%n",
                name,
                cpuNs / messages / 1_000,
                octets / messages,
                requests[0].length,
                answered / messages);
    }

    private static UaServer.Ports ports() {
        var keys =
                new KeyCache(
                        (_, _) -> new RetrievalAnswer.Keys(List.of(key())),
                        CLOCK,
                        KeyCache.STANDARD_NAMES,
                        FetchLimits.DEFAULT);
        return new UaServer.Ports(keys, new Admitted(), (_, _, report) -> report, CLOCK, CHANCE);
    }

    private static KsAs leaf() {
        return new KsAs(Secret.taking(Octets.parseHex("key", "4e".repeat(32)).toArray()));
    }

    private static RetrievedKey key() {
        return new RetrievedKey(
                leaf(),
                RAND,
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
