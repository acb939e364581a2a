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
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.PendingRequest;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.session.ua.RequestOutcome;
import dev.bestow.session.ua.UaClient;
import dev.bestow.session.ua.UaPolicy;
import dev.bestow.session.ua.UaServer;
import dev.bestow.session.ua.UaSession;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.ua.UaForm;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// Messages of a Ua session a second on one thread, sealed by a device and opened by an endpoint, beside what OpenSSL's
/// AES-CCM does with as many octets and a tag in the same run, twice for each. Usage: `bench/run record [MESSAGES]`.
public final class RecordBench {
    private static final int[] OCTETS = {20, 50, 100};
    private static final int DEFAULT_MESSAGES = 500_000;
    private static final int ROUNDS = 3;
    private static final AsId AS = AsId.parse("as.example.net");
    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final Octets SOURCE = Octets.parseHex("source", "7f000001");

    private final Clock clock = new SystemClock();
    private final Entropy entropy = new SystemEntropy();
    private long delivered;

    private RecordBench() {}

    /// Prints a table; ends with status 1 when a message was not delivered.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int messages = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_MESSAGES;
        System.out.println("Ua session, one thread: " + Machine.description());
        System.out.println("octets  seal+open/s  cpu us  garbage octets  of OpenSSL's rate");
        boolean good = true;
        for (int round = 0; round < ROUNDS; round++) {
            for (int octets : OCTETS) {
                good &= new RecordBench().row(octets, messages);
            }
        }
        System.exit(good ? 0 : 1);
    }

    private boolean row(int octets, int messages) throws IOException, InterruptedException {
        UaServer server = server();
        UaSession session = session(server);
        Plaintext message = Plaintext.copyOf(new byte[octets]);
        run(server, session, message, messages);
        delivered = 0;
        long garbage = Machine.allocatedOctets();
        long cpuNs = Machine.cpuNs();
        long ns = clock.nowNs();
        run(server, session, message, messages);
        ns = clock.nowNs() - ns;
        cpuNs = Machine.cpuNs() - cpuNs;
        garbage = Machine.allocatedOctets() - garbage;
        double perSecond = 1e9 * messages / ns;
        System.out.printf(
                Locale.ROOT,
                "%6d  %11.0f  %6.2f  %14d  %17.2f%n",
                octets,
                perSecond,
                cpuNs / 1e3 / messages,
                garbage / messages,
                2 * perSecond / OpenSslSpeed.perSecond("aes-128-ccm", octets, "-aead"));
        return delivered == messages;
    }

    private static void run(UaServer server, UaSession session, Plaintext message, int messages) {
        for (int i = 0; i < messages; i++) {
            server.handle(session.seal(message), SOURCE);
        }
    }

    private UaServer server() {
        var keys =
                new KeyCache(
                        (_, _) -> new RetrievalAnswer.Keys(List.of(key())),
                        clock,
                        1,
                        FetchLimits.DEFAULT);
        var ports =
                new UaServer.Ports(
                        keys,
                        new FirstOnly(),
                        (_, _, _) -> {
                            delivered++;
                            return null;
                        },
                        clock,
                        entropy);
        return new UaServer(UaPolicy.standard(AS), ports, UaServer.Observers.NONE);
    }

    private static KsAs leaf() {
        return new KsAs(Secret.taking(new byte[KsAs.OCTETS]));
    }

    private RetrievedKey key() {
        return new RetrievedKey(
                leaf(),
                RAND,
                null,
                KeyRoot.CK_IK,
                clock.now().plus(Duration.ofDays(1)),
                "meter1@example.net",
                true);
    }

    private UaSession session(UaServer server) {
        var client =
                new UaClient(
                        new UaClient.Key(AS, new FullName.ByRand(RAND), leaf()),
                        new UaClient.UaParameters(UaForm.COMPACT, true, null),
                        new UaClient.Ports(entropy, RequestCounts.inMemory(), KAppObserver.NONE));
        PendingRequest request = client.request(Plaintext.EMPTY);
        byte[] answer = server.handle(request.datagram(), SOURCE);
        if (answer != null
                && request.open(answer) instanceof RequestOutcome.Delivered(_, UaSession session)) {
            return session;
        }
        throw new IllegalStateException("no session");
    }

    /// One request is all there is.
    private static final class FirstOnly implements ReplayClaims {
        @Override
        public Outcome claim(Rand key, Octets randAs, Octets requestDigest, Instant expiry) {
            return new Outcome.Admitted();
        }

        @Override
        public void storeResponse(Rand key, Octets randAs, Octets response) {}
    }
}
