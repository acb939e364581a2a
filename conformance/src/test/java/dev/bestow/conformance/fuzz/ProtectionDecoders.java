package dev.bestow.conformance.fuzz;

import static dev.bestow.conformance.fuzz.Decoder.same;

import dev.bestow.as.StoredClaims;
import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.session.esp.EspApplication;
import dev.bestow.session.esp.EspClient;
import dev.bestow.session.esp.EspDrop;
import dev.bestow.session.esp.EspPeer;
import dev.bestow.session.esp.EspPolicy;
import dev.bestow.session.esp.EspProfile;
import dev.bestow.session.esp.EspServer;
import dev.bestow.session.esp.EspServerEvents;
import dev.bestow.session.esp.InnerPacket;
import dev.bestow.session.esp.OpeningOutcome;
import dev.bestow.session.esp.PendingOpening;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.oscore.OscoreAgreement;
import dev.bestow.session.oscore.OscoreClient;
import dev.bestow.session.oscore.OscoreExchange;
import dev.bestow.session.oscore.OscoreOutcome;
import dev.bestow.session.oscore.OscorePolicy;
import dev.bestow.session.oscore.OscoreServer;
import dev.bestow.session.oscore.OscoreServerEvents;
import dev.bestow.session.oscore.OscoreSession;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.PendingRequest;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.session.ua.RequestOutcome;
import dev.bestow.session.ua.UaClient;
import dev.bestow.session.ua.UaPolicy;
import dev.bestow.session.ua.UaServer;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaForm;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Both ends of Ua, OSCORE and ESP under one key that the octets' maker has not: nothing is delivered, and what is
/// answered is never longer than what came.
final class ProtectionDecoders {
    static final Map<String, Decoder> ALL =
            Map.of(
                    "ua-server", ProtectionDecoders::uaServer,
                    "oscore-server", ProtectionDecoders::oscoreServer,
                    "esp-server", ProtectionDecoders::espServer,
                    "ua-client", ProtectionDecoders::uaClient,
                    "oscore-client", ProtectionDecoders::oscoreClient,
                    "oscore-agreement", ProtectionDecoders::oscoreAgreement,
                    "esp-client", ProtectionDecoders::espClient);

    private static final AsId AS = AsId.parse("as.example.net");
    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final FullName NAME = new FullName.ByRand(RAND);
    private static final KeyName BY_RAND = new KeyName.ByRand(RAND.id());
    private static final Octets SOURCE = Octets.parseHex("source", "c0000201");
    private static final EspPeer PEER =
            new EspPeer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4500), SOURCE);
    private static final Plaintext REPORT = Plaintext.of("temperature 21.4 C o");

    /// The same run after run, so that an input is a finding the second time too.
    private static final Entropy STUCK = target -> Arrays.fill(target, (byte) 0xa5);

    private static final Clock STANDING = new Standing();
    private static final UaServer.Ports PORTS = ports();
    private static final UaServer UA =
            new UaServer(
                    UaPolicy.standard(AS).withForms(Set.of(UaForm.COMPACT, UaForm.LITERAL)),
                    PORTS,
                    UaServer.Observers.NONE);
    private static final OscoreServer OSCORE =
            new OscoreServer(
                    OscorePolicy.STANDARD.withForm3gpp(true), PORTS, OscoreServerEvents.NONE);
    private static final EspServer ESP =
            new EspServer(
                    EspPolicy.STANDARD,
                    new EspServer.Ports(
                            PORTS.keys(),
                            PORTS.claims(),
                            EspApplication.of(PORTS.application(), (_, _) -> null),
                            STANDING,
                            STUCK),
                    new NoEvents());
    private static final OscoreExchange OSCORE_EXCHANGE = oscoreDevice().begin(REPORT).seal(REPORT);
    private static final PendingRequest UA_REQUEST =
            new UaClient(
                            new UaClient.Key(AS, NAME, leaf()),
                            new UaClient.UaParameters(UaForm.COMPACT, true),
                            new UaClient.Ports(STUCK, RequestCounts.inMemory(), KAppObserver.NONE))
                    .request(REPORT);
    private static final PendingOpening ESP_OPENING =
            new EspClient(BY_RAND, leaf(), EspProfile.STANDARD, STUCK, RequestCounts.inMemory())
                    .open(InnerPacket.ofOctets(REPORT));

    private ProtectionDecoders() {}

    private static UaServer.Ports ports() {
        var keys =
                new KeyCache(
                        (_, _) -> new RetrievalAnswer.Keys(List.of(key())),
                        STANDING,
                        KeyCache.STANDARD_NAMES,
                        FetchLimits.DEFAULT);
        return new UaServer.Ports(
                keys,
                new StoredClaims(new InMemoryStore().claims(ClaimLimits.STANDARD), STANDING),
                (_, _, report) -> {
                    throw new AssertionError("delivered " + report.length() + " octets");
                },
                STANDING,
                STUCK);
    }

    /// Of the devices in the corpora.
    private static KsAs leaf() {
        return leaf("4e");
    }

    private static KsAs leaf(String octet) {
        return new KsAs(Secret.taking(HexFormat.of().parseHex(octet.repeat(KsAs.OCTETS))));
    }

    /// Another one than theirs, under the same name: no mutation mends a message.
    private static RetrievedKey key() {
        return new RetrievedKey(
                leaf("5e"),
                RAND,
                null,
                KeyRoot.CK_IK_PUSHED,
                STANDING.now().plusSeconds(600),
                "meter1@example.net",
                true);
    }

    private static void notLonger(byte @Nullable [] answer, byte[] asked) {
        if (answer != null && answer.length > asked.length) {
            throw new AssertionError(asked.length + " octets were answered with " + answer.length);
        }
    }

    private static void uaServer(byte[] octets) {
        notLonger(UA.handle(octets, SOURCE), octets);
    }

    private static void oscoreServer(byte[] octets) {
        notLonger(OSCORE.handle(octets, SOURCE), octets);
    }

    private static void espServer(byte[] octets) {
        ESP.handle(octets, PEER, (_, answer) -> notLonger(answer, octets));
    }

    private static void uaClient(byte[] octets) {
        same(UA_REQUEST.open(octets) instanceof RequestOutcome.Delivered, false);
    }

    private static void oscoreClient(byte[] octets) {
        same(OSCORE_EXCHANGE.open(octets) instanceof OscoreOutcome.Delivered, false);
    }

    /// Anybody may answer the nonces; the first protected message shows who has the key.
    private static void oscoreAgreement(byte[] octets) {
        try (OscoreClient device = oscoreDevice()) {
            if (device.agree(REPORT).open(octets)
                    instanceof OscoreAgreement.Outcome.Agreed(OscoreSession session)) {
                session.close();
            }
        }
    }

    private static OscoreClient oscoreDevice() {
        return new OscoreClient(
                new UaClient.Key(AS, NAME, leaf()), STUCK, RequestCounts.inMemory());
    }

    private static void espClient(byte[] octets) {
        same(ESP_OPENING.open(octets) instanceof OpeningOutcome.Begun, false);
    }

    private static final class NoEvents implements EspServerEvents {
        @Override
        public void refused(RefusalCause cause, boolean authenticated) {}

        @Override
        public void dropped(EspDrop why) {}
    }

    /// Time stands still.
    private static final class Standing implements Clock {
        @Override
        public long nowMs() {
            return 1_800_000_000_000L;
        }

        @Override
        public long nowNs() {
            return nowMs() * 1_000_000;
        }
    }
}
