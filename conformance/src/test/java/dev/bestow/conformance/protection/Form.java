package dev.bestow.conformance.protection;

import dev.bestow.core.AsId;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.hpke.EndpointPrivateKey;
import dev.bestow.keys.hpke.Kem;
import dev.bestow.session.esp.EspClient;
import dev.bestow.session.esp.EspDatagrams;
import dev.bestow.session.esp.EspPeer;
import dev.bestow.session.esp.EspPolicy;
import dev.bestow.session.esp.EspProfile;
import dev.bestow.session.esp.EspServer;
import dev.bestow.session.esp.EspServerEvents;
import dev.bestow.session.esp.EspSession;
import dev.bestow.session.esp.EspSessionOutcome;
import dev.bestow.session.esp.InnerPacket;
import dev.bestow.session.esp.OpeningOutcome;
import dev.bestow.session.esp.PendingOpening;
import dev.bestow.session.oscore.OscoreClient;
import dev.bestow.session.oscore.OscoreExchange;
import dev.bestow.session.oscore.OscoreOutcome;
import dev.bestow.session.oscore.OscorePolicy;
import dev.bestow.session.oscore.OscoreServer;
import dev.bestow.session.oscore.OscoreServerEvents;
import dev.bestow.session.oscore.OscoreSession;
import dev.bestow.session.ua.CertificateKeys;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.PendingRequest;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RefreshRequests;
import dev.bestow.session.ua.RequestOutcome;
import dev.bestow.session.ua.SessionOutcome;
import dev.bestow.session.ua.UaClient;
import dev.bestow.session.ua.UaClient.UaParameters;
import dev.bestow.session.ua.UaPolicy;
import dev.bestow.session.ua.UaServer;
import dev.bestow.session.ua.UaSession;
import dev.bestow.wire.ua.UaForm;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Each way a report is protected, and both ends of it, in the product's own code.
enum Form {
    UA_LITERAL(true, "CTR") {
        @Override
        Speaker speaker(Key key, UaClient.Ports chance) {
            return new OfUa(key.byGuti(), new UaParameters(UaForm.LITERAL, true), key, chance);
        }
    },
    UA_COMPACT(true, "CTR") {
        @Override
        Speaker speaker(Key key, UaClient.Ports chance) {
            return new OfUa(key.byRand(), new UaParameters(UaForm.COMPACT, true), key, chance);
        }
    },
    UA_CERTIFICATE(true, "CTR", "GCM") {
        @Override
        Speaker speaker(Key key, UaClient.Ports chance) {
            var to = new UaParameters(UaForm.CERTIFICATE, true, privateKey().publicKey());
            return new OfUa(key.byRand(), to, key, chance);
        }
    },
    /// HMAC takes no nonce, so there is none to repeat.
    UA_COMPACT_IN_CLEAR(false) {
        @Override
        Speaker speaker(Key key, UaClient.Ports chance) {
            return new OfUa(key.byRand(), new UaParameters(UaForm.COMPACT, false), key, chance);
        }
    },
    OSCORE(true, "CCM") {
        @Override
        Speaker speaker(Key key, UaClient.Ports chance) {
            return new OfOscore(key, chance);
        }

        @Override
        UnaryOperator<byte @Nullable []> server(UaServer.Ports ports) {
            var server = new OscoreServer(OscorePolicy.STANDARD, ports, OscoreServerEvents.NONE);
            return datagram -> server.handle(datagram, SOURCE);
        }
    },
    ESP(true, "GCM") {
        @Override
        Speaker speaker(Key key, UaClient.Ports chance) {
            return new OfEsp(key, EspProfile.STANDARD, chance);
        }

        @Override
        UnaryOperator<byte @Nullable []> server(UaServer.Ports ports) {
            return espServer(ports);
        }
    },
    ESP_SHORT_NUMBERS(true, "GCM") {
        @Override
        Speaker speaker(Key key, UaClient.Ports chance) {
            return new OfEsp(key, new EspProfile(true, false), chance);
        }

        @Override
        UnaryOperator<byte @Nullable []> server(UaServer.Ports ports) {
            return espServer(ports);
        }
    },
    ESP_GMAC(false, "GMAC") {
        @Override
        Speaker speaker(Key key, UaClient.Ports chance) {
            return new OfEsp(key, new EspProfile(false, true), chance);
        }

        @Override
        UnaryOperator<byte @Nullable []> server(UaServer.Ports ports) {
            return espServer(ports);
        }
    };

    static final AsId AS = AsId.parse("as.example.net");
    static final Octets SOURCE = Octets.parseHex("source", "c0000201");

    private final boolean ciphered;
    private final Set<String> algorithms;

    Form(boolean ciphered, String... algorithms) {
        this.ciphered = ciphered;
        this.algorithms = Set.of(algorithms);
    }

    /// The key of one AKA run.
    record Key(FullName.ByRand byRand, FullName.ByGuti byGuti, byte octet) {
        KsAs leaf() {
            byte[] octets = new byte[KsAs.OCTETS];
            Arrays.fill(octets, octet);
            return new KsAs(Secret.taking(octets));
        }
    }

    boolean ciphered() {
        return ciphered;
    }

    /// What its ciphers are, so that a recording that misses one shows.
    Set<String> algorithms() {
        return algorithms;
    }

    /// A device's end under one key, in memory.
    abstract Speaker speaker(Key key, UaClient.Ports chance);

    /// An endpoint's end, in memory. That of Ua unless it is another's.
    UnaryOperator<byte @Nullable []> server(UaServer.Ports ports) {
        var policy =
                UaPolicy.standard(AS)
                        .withForms(Set.of(UaForm.COMPACT, UaForm.LITERAL, UaForm.CERTIFICATE));
        var server =
                new UaServer(
                        policy,
                        new UaServer.Ports(
                                ports.keys(),
                                new CertificateKeys(List.of(privateKey())),
                                ports.claims(),
                                ports.application(),
                                RefreshRequests.NONE,
                                ports.clock(),
                                ports.entropy()),
                        UaServer.Observers.NONE);
        return datagram -> server.handle(datagram, SOURCE);
    }

    static EndpointPrivateKey privateKey() {
        byte[] octets = new byte[32];
        Arrays.fill(octets, (byte) 0x46);
        return new EndpointPrivateKey(Kem.X25519, Secret.taking(octets));
    }

    private static UnaryOperator<byte @Nullable []> espServer(UaServer.Ports ports) {
        var server =
                new EspServer(
                        EspPolicy.STANDARD,
                        new EspServer.Ports(
                                ports.keys(),
                                ports.claims(),
                                (device, inner) ->
                                        InnerPacket.ofOctets(
                                                Objects.requireNonNullElse(
                                                        ports.application()
                                                                .answer(
                                                                        device.externalIdentifier(),
                                                                        device.keyName(),
                                                                        inner.payload()),
                                                        Plaintext.EMPTY)),
                                ports.clock(),
                                ports.entropy()),
                        new EspServerEvents() {});
        var peer = new EspPeer(new InetSocketAddress("192.0.2.1", 40_000), SOURCE);
        byte[][] out = new byte[1][];
        EspDatagrams sent = (_, octets) -> out[0] = octets;
        return datagram -> {
            out[0] = null;
            server.handle(datagram, peer, sent);
            return out[0];
        };
    }

    /// What an answer came to.
    enum Heard {
        TAKEN,
        REFUSED,
        NOTHING;

        static Heard of(boolean taken, boolean refused) {
            return taken ? TAKEN : refused ? REFUSED : NOTHING;
        }
    }

    /// A device's end in one of its lives.
    interface Speaker {
        /// The next datagram: what begins a session, or a message of the one there is.
        byte[] next(Plaintext text);

        /// Reads an answer to the last one. A refusal ends the session.
        Heard read(byte[] answer);
    }

    static final class OfUa implements Speaker {
        private final UaClient client;
        private @Nullable PendingRequest pending;
        private @Nullable UaSession session;

        OfUa(FullName name, UaParameters speech, Key key, UaClient.Ports chance) {
            client = new UaClient(new UaClient.Key(AS, name, key.leaf()), speech, chance);
        }

        @Override
        public byte[] next(Plaintext text) {
            if (session != null) {
                return session.seal(text);
            }
            PendingRequest request = client.request(text);
            pending = request;
            return request.datagram();
        }

        @Override
        public Heard read(byte[] answer) {
            if (session != null) {
                SessionOutcome outcome = session.open(answer);
                boolean refused = outcome instanceof SessionOutcome.RefusedBy;
                session = refused ? null : session;
                return Heard.of(outcome instanceof SessionOutcome.Message, refused);
            }
            RequestOutcome outcome = Objects.requireNonNull(pending).open(answer);
            if (outcome instanceof RequestOutcome.Delivered begun) {
                session = begun.session();
            }
            return Heard.of(session != null, outcome instanceof RequestOutcome.RefusedBy);
        }
    }

    private static final class OfOscore implements Speaker {
        private final OscoreClient client;
        private @Nullable OscoreSession session;
        private @Nullable OscoreExchange last;
        private boolean begun;

        OfOscore(Key key, UaClient.Ports chance) {
            client =
                    new OscoreClient(
                            new UaClient.Key(AS, key.byRand(), key.leaf()),
                            chance.entropy(),
                            chance.counts());
        }

        @Override
        public byte[] next(Plaintext text) {
            OscoreSession in = session;
            if (in == null || !begun) {
                in = client.begin(text);
                session = in;
            }
            OscoreExchange exchange = in.seal(text);
            last = exchange;
            return exchange.datagram();
        }

        @Override
        public Heard read(byte[] answer) {
            OscoreOutcome outcome = Objects.requireNonNull(last).open(answer);
            boolean refused = outcome instanceof OscoreOutcome.RefusedBy;
            begun = !refused && (begun || outcome instanceof OscoreOutcome.Delivered);
            return Heard.of(outcome instanceof OscoreOutcome.Delivered, refused);
        }
    }

    private static final class OfEsp implements Speaker {
        private final EspClient client;
        private @Nullable PendingOpening pending;
        private @Nullable EspSession session;

        OfEsp(Key key, EspProfile profile, UaClient.Ports chance) {
            client =
                    new EspClient(
                            key.byRand().keyName(),
                            key.leaf(),
                            profile,
                            chance.entropy(),
                            chance.counts());
        }

        @Override
        public byte[] next(Plaintext text) {
            if (session != null) {
                return session.seal(InnerPacket.ofOctets(text));
            }
            PendingOpening opening = client.open(InnerPacket.ofOctets(text));
            pending = opening;
            return opening.datagram();
        }

        @Override
        public Heard read(byte[] answer) {
            if (session != null) {
                EspSessionOutcome outcome = session.open(answer);
                boolean refused = outcome instanceof EspSessionOutcome.RefusedBy;
                session = refused ? null : session;
                return Heard.of(outcome instanceof EspSessionOutcome.Packet, refused);
            }
            OpeningOutcome outcome = Objects.requireNonNull(pending).open(answer);
            if (outcome instanceof OpeningOutcome.Begun begun) {
                session = begun.session();
            }
            return Heard.of(session != null, outcome instanceof OpeningOutcome.RefusedBy);
        }
    }
}
