package dev.bestow.conformance;

import dev.bestow.as.StoredClaims;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.ProtocolKey;
import dev.bestow.keys.UaProtocolId;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.link.accept.Source;
import dev.bestow.link.udp.UdpSocket;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.oscore.IdContext;
import dev.bestow.session.oscore.OscoreClient;
import dev.bestow.session.oscore.OscorePolicy;
import dev.bestow.session.oscore.OscoreServer;
import dev.bestow.session.oscore.OscoreServerEvents;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.session.ua.UaClient;
import dev.bestow.session.ua.UaServer;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// An OSCORE server of ours on a port of its own, and the device's half, under one leaf key that a foreign peer may
/// have too.
public final class OscorePeers implements AutoCloseable {
    private static final AsId AS = AsId.parse("as.example.net");
    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final String KS_AS = "4e".repeat(32);
    private static final Clock CLOCK = new SystemClock();
    private static final int RAND_AS = 8;
    private static final int HASH_OCTETS = 32;

    private final List<Plaintext> delivered = new CopyOnWriteArrayList<>();
    private final UdpSocket socket;

    public OscorePeers() throws IOException {
        var keys =
                new KeyCache(
                        (_, _) -> new RetrievalAnswer.Keys(List.of(key())),
                        CLOCK,
                        KeyCache.STANDARD_NAMES,
                        FetchLimits.DEFAULT);
        var claims = new StoredClaims(new InMemoryStore().claims(ClaimLimits.STANDARD), CLOCK);
        var server =
                new OscoreServer(
                        OscorePolicy.STANDARD.withForm3gpp(true),
                        new UaServer.Ports(
                                keys,
                                claims,
                                (_, _, report) -> answer(report),
                                CLOCK,
                                new SystemEntropy()),
                        OscoreServerEvents.NONE);
        socket = UdpSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.start((from, datagram) -> {
            byte[] answer = server.handle(datagram, Source.of(from.getAddress()).prefix());
            if (answer != null) {
                socket.send(from, answer);
            }
        });
    }

    private static KsAs leaf() {
        return new KsAs(Secret.taking(Octets.parseHex("key", KS_AS).toArray()));
    }

    private static RetrievedKey key() {
        return new RetrievedKey(
                leaf(),
                RAND,
                null,
                KeyRoot.CK_IK_PUSHED,
                CLOCK.now().plusSeconds(600),
                "meter1@example.net",
                true);
    }

    private Plaintext answer(Plaintext report) {
        delivered.add(report);
        return Plaintext.of("noted");
    }

    /// The device.
    public OscoreClient client() {
        return new OscoreClient(
                new UaClient.Key(AS, new FullName.ByRand(RAND), leaf()),
                new SystemEntropy(),
                RequestCounts.inMemory());
    }

    /// What it and the server derive a context of.
    public byte[] masterSecret() {
        return ProtocolKey.from(leaf(), UaProtocolId.OSCORE).octets().use(byte[]::clone);
    }

    /// What they derive one of after 3GPP's round trip: HKDF of RFC 5869 with the JDK's HMAC, of one block.
    public byte[] masterSecretOf3gpp() {
        byte[] extracted = hmac(new byte[HASH_OCTETS], masterSecret());
        return hmac(extracted, "BEST-OSCORE\u0001".getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /// A name of a context that nobody has had.
    public Octets idContext() {
        byte[] randAs = new byte[RAND_AS];
        new SystemEntropy().fill(randAs);
        return new IdContext(new FullName.ByRand(RAND).keyName(), Octets.copyOf(randAs)).encode();
    }

    /// Where it is.
    public InetSocketAddress address() {
        return socket.localAddress();
    }

    /// What the server's application was given.
    public List<Plaintext> delivered() {
        return List.copyOf(delivered);
    }

    @Override
    public void close() {
        socket.close();
    }
}
