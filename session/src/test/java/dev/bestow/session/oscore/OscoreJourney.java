package dev.bestow.session.oscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Entropy;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.session.key.ReplayClaims;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.Journey;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.session.ua.UaClient;
import dev.bestow.session.ua.UaServer;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.OscoreOption;
import dev.bestow.wire.ua.RefusalCause;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A device and an application server that speak OSCORE, with doubles behind every port. Whatever is served is noted: a
/// key and a nonce may have one ciphertext.
final class OscoreJourney {
    final Journey ports;
    final List<Plaintext> delivered = Collections.synchronizedList(new ArrayList<>());
    final List<RefusalCause> refusals = Collections.synchronizedList(new ArrayList<>());
    OscorePolicy policy = OscorePolicy.STANDARD;
    ReplayClaims claims;
    RequestCounts counts = RequestCounts.inMemory();
    OscoreServer server;
    Runnable beforeAnswer = () -> {};
    private final Map<List<Object>, Octets> ciphertexts = new HashMap<>();

    OscoreJourney(Journey ports) {
        this.ports = ports;
        claims = ports.claims;
        server = restarted();
    }

    static OscoreJourney seeded(long seed) {
        return new OscoreJourney(Journey.seeded(seed));
    }

    /// A server that remembers nothing but what the claims keep.
    OscoreServer restarted() {
        server =
                new OscoreServer(
                        policy,
                        new UaServer.Ports(
                                ports.cache(), claims, this::answer, ports.clock, ports.entropy),
                        new OscoreServerEvents() {
                            @Override
                            public void refused(RefusalCause cause, boolean authenticated) {
                                refusals.add(cause);
                            }
                        });
        return server;
    }

    private Plaintext answer(String owner, KeyName name, Plaintext message) {
        assertThat(owner).isEqualTo(Journey.OWNER);
        beforeAnswer.run();
        delivered.add(message);
        return Journey.ACK;
    }

    OscoreClient client() {
        return client(Journey.BY_RAND, ports.entropy);
    }

    OscoreClient client(FullName name, Entropy entropy) {
        KsAs leaf = Journey.ksAs(Journey.KS_AS);
        try (Secret _ = leaf.octets()) {
            return new OscoreClient(new UaClient.Key(Journey.AS, name, leaf), entropy, counts);
        }
    }

    OscoreSession session() {
        return client().begin(Journey.REPORT);
    }

    byte @Nullable [] handle(byte[] datagram) {
        note(datagram, true);
        byte[] answer = server.handle(datagram, Journey.SOURCE);
        if (answer != null) {
            note(answer, false);
        }
        return answer;
    }

    byte[] serve(byte[] datagram) {
        byte[] answer = handle(datagram);
        if (answer == null) {
            throw new AssertionError("the server said nothing");
        }
        return answer;
    }

    OscoreOutcome exchanged(OscoreExchange exchange) {
        return exchange.open(serve(exchange.datagram()));
    }

    /// Octets that are not of ours prove nothing, so only tests that forge none may ask.
    void noNonceWasUsedTwice() {
        assertThat(twice).isEmpty();
    }

    private final List<String> twice = new ArrayList<>();
    private @Nullable Octets kidContext;

    /// One exchange at a time: a response has the context of the request before it.
    private synchronized void note(byte[] datagram, boolean uplink) {
        if (!(CoapCodec.decode(datagram) instanceof CoapMessage message)) {
            return;
        }
        OscoreOption option =
                message.option(CoapOption.OSCORE).flatMap(OscoreOption::decode).orElse(null);
        if (option == null) {
            return;
        }
        if (uplink) {
            kidContext = option.kidContext() == null ? option.kid() : option.kidContext();
        }
        Octets context = kidContext == null ? Octets.EMPTY : kidContext;
        Octets before =
                ciphertexts.put(List.of(context, uplink, option.partialIv()), message.payload());
        if (before != null && !before.equals(message.payload())) {
            twice.add((uplink ? "up " : "down ") + context + " " + option.partialIv());
        }
    }
}
