package dev.bestow.session.ua;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Entropy;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.hpke.EndpointPrivateKey;
import dev.bestow.keys.hpke.EndpointPublicKey;
import dev.bestow.keys.hpke.Kem;
import dev.bestow.session.key.AsKeySource;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.ua.UaForm;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A UE and an application server with doubles behind every port, which tests of other protections have too.
public final class Journey {
    public static final AsId AS = AsId.parse("as.example.net");
    public static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    public static final String KS_AS =
            "4eeff62f922a315ce7da75fb54899252fa968611f79a3ea73bdafbad5e3f4c9d";
    static final Guti GUTI = Guti.parse("00f110800112c0de0001");
    public static final FullName BY_RAND = new FullName.ByRand(RAND);
    public static final FullName.ByGuti BY_GUTI = new FullName.ByGuti(GUTI, new Eksi(3));
    public static final Plaintext REPORT = Plaintext.of("temperature 21.4 C o");
    public static final Plaintext ACK = Plaintext.of("ack");

    /// Of RFC 9180 clause A.1.1.
    static final String SERVER_KEY =
            "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8";

    public static final String OWNER = "meter1@example.net";
    public static final Octets SOURCE = Octets.parseHex("source", "c0000201");
    public static final Entropy STUCK = target -> Arrays.fill(target, (byte) 0xa5);

    public final TestClock clock = new TestClock();
    public final Claims claims = new Claims(clock);
    public final Source source = new Source(clock);
    final List<Plaintext> delivered = Collections.synchronizedList(new ArrayList<>());
    public final Entropy entropy;
    RequestCounts counts = RequestCounts.inMemory();
    UaPolicy policy =
            UaPolicy.standard(AS)
                    .withForms(Set.of(UaForm.COMPACT, UaForm.LITERAL, UaForm.CERTIFICATE));
    CertificateKeys certificateKeys = new CertificateKeys(List.of(privateKey(SERVER_KEY)));
    int maxNames = KeyCache.STANDARD_NAMES;
    public FetchLimits fetches = FetchLimits.DEFAULT;
    @Nullable Plaintext downlink = ACK;
    UaServer server;

    public Journey(Entropy entropy) {
        this.entropy = entropy;
        source.put(RAND, KS_AS, true);
        server = restarted();
    }

    public static Journey seeded(long seed) {
        Random random = new Random(seed);
        return new Journey(target -> {
            synchronized (random) {
                random.nextBytes(target);
            }
        });
    }

    /// A server that remembers nothing but what the claims keep.
    UaServer restarted() {
        server =
                new UaServer(
                        policy,
                        new UaServer.Ports(
                                cache(),
                                certificateKeys,
                                claims,
                                this::answer,
                                RefreshRequests.NONE,
                                clock,
                                entropy),
                        UaServer.Observers.NONE);
        return server;
    }

    public KeyCache cache() {
        return new KeyCache(source, clock, maxNames, fetches);
    }

    private @Nullable Plaintext answer(String owner, KeyName name, Plaintext message) {
        delivered.add(message);
        return downlink;
    }

    UaClient client(FullName name, UaForm form, boolean ciphered) {
        return client(KS_AS, name, form, ciphered);
    }

    UaClient client(String ksAs, FullName name, UaForm form, boolean ciphered) {
        return new UaClient(
                new UaClient.Key(AS, name, ksAs(ksAs)),
                speech(form, ciphered),
                new UaClient.Ports(entropy, counts, KAppObserver.NONE));
    }

    static UaClient.UaParameters speech(UaForm form, boolean ciphered) {
        return new UaClient.UaParameters(
                form, ciphered, form == UaForm.CERTIFICATE ? publicKey(SERVER_KEY) : null);
    }

    static EndpointPrivateKey privateKey(String hex) {
        return new EndpointPrivateKey(Kem.X25519, Secret.taking(HexFormat.of().parseHex(hex)));
    }

    static EndpointPublicKey publicKey(String hex) {
        try (EndpointPrivateKey key = privateKey(hex)) {
            return key.publicKey();
        }
    }

    UaClient compact() {
        return client(BY_RAND, UaForm.COMPACT, true);
    }

    byte[] serve(byte[] datagram) {
        return serve(datagram, SOURCE);
    }

    byte[] serve(byte[] datagram, Octets from) {
        byte[] answer = server.handle(datagram, from);
        if (answer == null) {
            throw new AssertionError("the server said nothing");
        }
        return answer;
    }

    UaSession session() {
        PendingRequest pending = compact().request(REPORT);
        if (pending.open(serve(pending.datagram())) instanceof RequestOutcome.Delivered yes) {
            return yes.session();
        }
        throw new AssertionError("no session");
    }

    public static KsAs ksAs(String hex) {
        return new KsAs(Secret.taking(HexFormat.of().parseHex(hex)));
    }

    public static final class TestClock implements Clock {
        private final AtomicLong nowMs = new AtomicLong(1_800_000_000_000L);

        TestClock() {}

        public void pass(Duration time) {
            nowMs.addAndGet(time.toMillis());
        }

        @Override
        public long nowMs() {
            return nowMs.get();
        }

        @Override
        public long nowNs() {
            return nowMs.get() * 1_000_000;
        }
    }

    /// Hands out what was put in, by both kinds of name.
    public static final class Source implements AsKeySource {
        private record Row(Rand rand, String ksAs, boolean confidentialityAllowed) {}

        public final AtomicInteger fetches = new AtomicInteger();
        final List<Runnable> duringFetch = new ArrayList<>();
        public @Nullable RetrievalAnswer answer;
        public Instant expiry;
        private final Map<Rand, Row> rows = new HashMap<>();
        private final Map<Rand, RandId> shortHashes = new HashMap<>();

        Source(Clock clock) {
            expiry = clock.now().plus(Duration.ofHours(24));
        }

        public void put(Rand rand, String ksAs, boolean confidentialityAllowed) {
            rows.put(rand, new Row(rand, ksAs, confidentialityAllowed));
        }

        /// The key of this run answers to that too.
        void hash(Rand rand, RandId shortHash) {
            shortHashes.put(rand, shortHash);
        }

        public void removeAll() {
            rows.clear();
        }

        @Override
        public RetrievalAnswer fetch(KeyName name, Octets asker) {
            fetches.incrementAndGet();
            duringFetch.forEach(Runnable::run);
            if (answer != null) {
                return answer;
            }
            List<RetrievedKey> found = new ArrayList<>();
            for (Row row : rows.values()) {
                boolean named =
                        switch (name) {
                            case KeyName.ByRand(RandId id) ->
                                    id.equals(row.rand.id())
                                            || id.equals(shortHashes.get(row.rand));
                            case KeyName.ByGuti byGuti -> byGuti.guti().equals(GUTI);
                        };
                if (named) {
                    found.add(
                            new RetrievedKey(
                                    ksAs(row.ksAs),
                                    row.rand,
                                    null,
                                    KeyRoot.CK_IK,
                                    expiry,
                                    OWNER,
                                    row.confidentialityAllowed));
                }
            }
            return found.isEmpty()
                    ? new RetrievalAnswer.NotAvailable()
                    : new RetrievalAnswer.Keys(found);
        }
    }

    /// The rules of replay admission in a map; survives the servers that use it.
    public static final class Claims implements ReplayClaims {
        private static final Duration REPEAT = Duration.ofSeconds(247);

        private record Mark(Rand key, Octets randAs) {}

        private record Taken(Octets digest, Instant at) {}

        private final Clock clock;
        private final Map<Mark, Taken> taken = new HashMap<>();
        private final Map<Mark, Octets> responses = new HashMap<>();
        public int capacity = Integer.MAX_VALUE;

        Claims(Clock clock) {
            this.clock = clock;
        }

        @Override
        public synchronized Outcome claim(Rand key, Octets randAs, Octets digest, Instant expiry) {
            Mark mark = new Mark(key, randAs);
            Taken first = taken.get(mark);
            if (first == null) {
                if (taken.size() >= capacity) {
                    return new Outcome.Full();
                }
                taken.put(mark, new Taken(digest, clock.now()));
                return new Outcome.Admitted();
            }
            boolean soon = clock.now().isBefore(first.at.plus(REPEAT));
            return soon && first.digest.equals(digest)
                    ? new Outcome.Repeat(responses.get(mark))
                    : new Outcome.Replayed();
        }

        @Override
        public synchronized void storeResponse(Rand key, Octets randAs, Octets response) {
            responses.put(new Mark(key, randAs), response);
        }

        public synchronized void forgetResponses() {
            responses.clear();
        }
    }
}
