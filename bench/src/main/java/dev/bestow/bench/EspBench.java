package dev.bestow.bench;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.E2mKey;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.session.esp.EspClient;
import dev.bestow.session.esp.EspPeer;
import dev.bestow.session.esp.EspPolicy;
import dev.bestow.session.esp.EspProfile;
import dev.bestow.session.esp.EspServer;
import dev.bestow.session.esp.EspServerEvents;
import dev.bestow.session.esp.EspSession;
import dev.bestow.session.esp.InnerPacket;
import dev.bestow.session.esp.OpeningOutcome;
import dev.bestow.session.esp.PendingOpening;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/// ESP packets a second on one thread, sealed by a device and opened by an endpoint, beside what OpenSSL's AES-GCM does
/// with as many octets in the same run. Usage: `bench/run esp [PACKETS]`.
public final class EspBench {
    private static final int[] OCTETS = {50, 300, 1_300};
    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final EspPeer PEER =
            new EspPeer(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 4_500),
                    Octets.parseHex("source", "7f000001"));

    private final Clock clock = new SystemClock();
    private final Entropy entropy = new SystemEntropy();
    private long delivered;
    private byte[] answer = new byte[0];

    private EspBench() {}

    /// Prints a table; ends with status 1 when a packet was not delivered.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int packets = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500_000;
        System.out.println("ESP, one thread: " + Machine.description());
        System.out.println(
                "form      octets  seal+open/s  cpu us  garbage octets  of OpenSSL's rate");
        boolean good = true;
        for (boolean encrypted : new boolean[] {true, false}) {
            for (int octets : OCTETS) {
                good &= new EspBench().row(new EspProfile(encrypted, true), octets, packets);
            }
        }
        System.exit(good ? 0 : 1);
    }

    private boolean row(EspProfile profile, int octets, int packets)
            throws IOException, InterruptedException {
        EspServer server = server(profile);
        EspSession session = session(server, profile);
        var inner = InnerPacket.ofOctets(Plaintext.copyOf(new byte[octets]));
        run(server, session, inner, packets);
        delivered = 0;
        long cpuNs = Machine.cpuNs();
        long garbage = Machine.allocatedOctets();
        long ns = clock.nowNs();
        run(server, session, inner, packets);
        ns = clock.nowNs() - ns;
        garbage = Machine.allocatedOctets() - garbage;
        cpuNs = Machine.cpuNs() - cpuNs;
        double perSecond = 1e9 * packets / ns;
        System.out.printf(
                Locale.ROOT,
                "%-9s %6d  %11.0f  %6.2f  %14d  %17.2f%n",
                profile.encrypted() ? "AES-GCM" : "AES-GMAC",
                octets,
                perSecond,
                cpuNs / 1e3 / packets,
                garbage / packets,
                2 * perSecond / OpenSslSpeed.perSecond("aes-128-gcm", octets));
        return delivered == packets;
    }

    private void run(EspServer server, EspSession session, InnerPacket inner, int packets) {
        for (int i = 0; i < packets; i++) {
            server.handle(session.seal(inner), PEER, (_, octets) -> answer = octets);
        }
    }

    private EspServer server(EspProfile profile) {
        var keys =
                new KeyCache(
                        (_, _) -> new RetrievalAnswer.Keys(List.of(key(profile))),
                        clock,
                        1,
                        FetchLimits.DEFAULT);
        var ports =
                new EspServer.Ports(
                        keys,
                        new FirstOnly(),
                        (_, _) -> {
                            delivered++;
                            return null;
                        },
                        clock,
                        entropy);
        return new EspServer(EspPolicy.STANDARD, ports, EspServerEvents.NONE);
    }

    private RetrievedKey key(EspProfile profile) {
        return new RetrievedKey(
                leaf(),
                RAND,
                null,
                KeyRoot.CK_IK,
                clock.now().plus(Duration.ofDays(1)),
                "meter1@example.net",
                profile.encrypted());
    }

    private static E2mKey leaf() {
        return new E2mKey(Secret.taking(new byte[E2mKey.OCTETS]));
    }

    private EspSession session(EspServer server, EspProfile profile) {
        var client =
                new EspClient(
                        new KeyName.ByRand(RAND.id()),
                        leaf(),
                        profile,
                        entropy,
                        RequestCounts.inMemory());
        PendingOpening pending = client.open(InnerPacket.ofOctets(Plaintext.EMPTY));
        server.handle(pending.datagram(), PEER, (_, octets) -> answer = octets);
        if (pending.open(answer) instanceof OpeningOutcome.Begun begun) {
            return begun.session();
        }
        throw new IllegalStateException("no session");
    }

    /// One opening is all there is.
    private static final class FirstOnly implements ReplayClaims {
        @Override
        public Outcome claim(Rand key, Octets randAs, Octets requestDigest, Instant expiry) {
            return new Outcome.Admitted();
        }

        @Override
        public void storeResponse(Rand key, Octets randAs, Octets response) {}
    }
}
