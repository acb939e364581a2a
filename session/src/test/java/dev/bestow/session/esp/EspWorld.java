package dev.bestow.session.esp;

import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Entropy;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2mKey;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// A UE and an ESP endpoint with doubles behind every port. Of one thread.
final class EspWorld {
    static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    static final KeyName BY_RAND = new KeyName.ByRand(RAND.id());
    static final KeyName BY_GUTI =
            new KeyName.ByGuti(Guti.parse("00f110800112c0de0001"), new Eksi(3));
    static final InnerPacket REPORT = InnerPacket.ofOctets(Plaintext.of("temperature 21.4 C o"));
    static final InnerPacket ACK = InnerPacket.ofOctets(Plaintext.of("ack"));
    static final EspPeer PEER = peer("192.0.2.1", 40_000);
    static final EspPeer ELSEWHERE = peer("192.0.2.77", 41_000);
    static final Entropy STUCK = target -> Arrays.fill(target, (byte) 0xa5);

    final TestClock clock = new TestClock();
    final Map<Rand, Boolean> keys = new LinkedHashMap<>();
    final Map<List<Octets>, Octets> claims = new HashMap<>();
    final List<InnerPacket> delivered = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();
    final Map<EspDrop, Integer> drops = new EnumMap<>(EspDrop.class);
    final Map<RefusalCause, Integer> refusals = new EnumMap<>(RefusalCause.class);
    final Entropy entropy;
    Entropy ofDevices;
    RequestCounts counts = RequestCounts.inMemory();
    int fetches;
    int capacity = Integer.MAX_VALUE;
    EspPolicy policy = EspPolicy.STANDARD;
    FetchLimits limits = FetchLimits.DEFAULT;
    @Nullable InnerPacket answer = ACK;
    @Nullable EspDevice lastDevice;
    Runnable duringDelivery = () -> {};
    EspServer server;

    EspWorld(Entropy entropy) {
        this.entropy = entropy;
        this.ofDevices = entropy;
        keys.put(RAND, true);
        server = restarted();
    }

    /// A datagram on its way to a device.
    record Sent(InetSocketAddress to, Octets octets) {}

    static EspWorld seeded(long seed) {
        Random random = new Random(seed);
        return new EspWorld(random::nextBytes);
    }

    static EspPeer peer(String address, int port) {
        var socket = new InetSocketAddress(address, port);
        return new EspPeer(socket, Octets.copyOf(socket.getAddress().getAddress()));
    }

    /// An endpoint that remembers nothing but what the claims keep.
    EspServer restarted() {
        var ports =
                new EspServer.Ports(
                        new KeyCache(this::fetch, clock, KeyCache.STANDARD_NAMES, limits),
                        new Claims(),
                        this::take,
                        clock,
                        entropy);
        server = new EspServer(policy, ports, new Counts());
        return server;
    }

    static E2mKey leaf(Rand rand) {
        byte[] octets = new byte[E2mKey.OCTETS];
        rand.octets().writeTo(octets, 0);
        return new E2mKey(Secret.taking(octets));
    }

    EspClient client() {
        return client(EspProfile.STANDARD);
    }

    EspClient client(EspProfile profile) {
        return client(BY_RAND, RAND, profile);
    }

    EspClient client(KeyName name, Rand key, EspProfile profile) {
        E2mKey leaf = leaf(key);
        try (var _ = leaf.octets()) {
            return new EspClient(name, leaf, profile, ofDevices, counts);
        }
    }

    /// The datagram that the endpoint sends because of this one; null for none.
    byte @Nullable [] handle(byte[] datagram, EspPeer from) {
        int before = sent.size();
        server.handle(
                datagram, from, (to, octets) -> sent.add(new Sent(to, Octets.copyOf(octets))));
        return sent.size() == before ? null : sent.getLast().octets().toArray();
    }

    byte[] serve(byte[] datagram) {
        byte[] out = handle(datagram, PEER);
        if (out == null) {
            throw new AssertionError("the endpoint said nothing");
        }
        return out;
    }

    EspSession session() {
        return session(EspProfile.STANDARD);
    }

    EspSession session(EspProfile profile) {
        PendingOpening pending = client(profile).open(REPORT);
        if (pending.open(serve(pending.datagram())) instanceof OpeningOutcome.Begun begun) {
            return begun.session();
        }
        throw new AssertionError("no session");
    }

    EspDevice device() {
        return Objects.requireNonNull(lastDevice, "nothing was delivered yet");
    }

    private @Nullable InnerPacket take(EspDevice from, InnerPacket inner) {
        lastDevice = from;
        delivered.add(inner);
        duringDelivery.run();
        return answer;
    }

    private RetrievalAnswer fetch(KeyName name, Octets asker) {
        fetches++;
        Instant expiry = TestClock.START.plus(Duration.ofHours(24));
        List<RetrievedKey> found = new ArrayList<>();
        keys.forEach((rand, allowed) -> {
            if (name.equals(BY_GUTI) || name.equals(new KeyName.ByRand(rand.id()))) {
                found.add(
                        new RetrievedKey(
                                leaf(rand),
                                rand,
                                null,
                                KeyRoot.CK_IK,
                                expiry,
                                "meter1@example.net",
                                allowed));
            }
        });
        return found.isEmpty()
                ? new RetrievalAnswer.NotAvailable()
                : new RetrievalAnswer.Keys(found);
    }

    static final class TestClock implements Clock {
        static final Instant START = Instant.parse("2027-01-15T08:00:00Z");

        private long nowMs = START.toEpochMilli();

        void pass(Duration time) {
            nowMs += time.toMillis();
        }

        @Override
        public long nowMs() {
            return nowMs;
        }

        @Override
        public long nowNs() {
            return nowMs * 1_000_000;
        }
    }

    /// Marks outlive the endpoints that make them.
    private final class Claims implements ReplayClaims {
        @Override
        public Outcome claim(Rand key, Octets randAs, Octets requestDigest, Instant expiry) {
            List<Octets> mark = List.of(key.octets(), randAs);
            if (!claims.containsKey(mark) && claims.size() >= capacity) {
                return new Outcome.Full();
            }
            Octets first = claims.putIfAbsent(mark, requestDigest);
            if (first == null) {
                return new Outcome.Admitted();
            }
            return first.equals(requestDigest) ? new Outcome.Repeat(null) : new Outcome.Replayed();
        }

        @Override
        public void storeResponse(Rand key, Octets randAs, Octets response) {
            throw new AssertionError("ESP keeps no answers in the store");
        }
    }

    private final class Counts implements EspServerEvents {
        @Override
        public void refused(RefusalCause cause, boolean authenticated) {
            refusals.merge(cause, 1, Integer::sum);
        }

        @Override
        public void dropped(EspDrop why) {
            drops.merge(why, 1, Integer::sum);
        }
    }
}
