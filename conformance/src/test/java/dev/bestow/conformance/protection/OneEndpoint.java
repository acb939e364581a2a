package dev.bestow.conformance.protection;

import dev.bestow.as.StoredClaims;
import dev.bestow.core.Clock;
import dev.bestow.core.Eksi;
import dev.bestow.core.Entropy;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.memory.InMemoryStore;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.session.key.FetchLimits;
import dev.bestow.session.key.KeyCache;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.session.ua.UaClient;
import dev.bestow.session.ua.UaServer;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievedKey;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// An endpoint that has one device's key, where confidentiality is allowed or is not.
final class OneEndpoint {
    static final Plaintext NOTED = Plaintext.of("noted by the endpoint");

    private static final Clock CLOCK = new SystemClock();
    private static final Entropy ENTROPY = new SystemEntropy();

    final Form.Key key =
            new Form.Key(
                    new FullName.ByRand(Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5")),
                    new FullName.ByGuti(Guti.parse("00f110800112c0de0001"), new Eksi(3)),
                    (byte) 7);
    final List<Plaintext> delivered = new ArrayList<>();
    final UaClient.Ports device =
            new UaClient.Ports(ENTROPY, RequestCounts.inMemory(), KAppObserver.NONE);
    private final UnaryOperator<byte @Nullable []> server;

    OneEndpoint(Form form, boolean confidentialityAllowed) {
        var granted =
                new KeyCache(
                        (name, _) -> fetched(name, confidentialityAllowed),
                        CLOCK,
                        KeyCache.STANDARD_NAMES,
                        FetchLimits.DEFAULT);
        var claims = new StoredClaims(new InMemoryStore().claims(ClaimLimits.STANDARD), CLOCK);
        server =
                form.server(
                        new UaServer.Ports(
                                granted,
                                claims,
                                (_, _, report) -> {
                                    delivered.add(report);
                                    return NOTED;
                                },
                                CLOCK,
                                ENTROPY));
    }

    private RetrievalAnswer fetched(KeyName name, boolean confidentialityAllowed) {
        boolean ours = name.equals(key.byRand().keyName()) || name.equals(key.byGuti().keyName());
        return ours
                ? new RetrievalAnswer.Keys(List.of(grant(confidentialityAllowed)))
                : new RetrievalAnswer.NotAvailable();
    }

    private RetrievedKey grant(boolean confidentialityAllowed) {
        return new RetrievedKey(
                key.leaf(),
                key.byRand().rand(),
                null,
                KeyRoot.CK_IK,
                CLOCK.now().plusSeconds(600),
                "meter1@example.net",
                confidentialityAllowed);
    }

    byte @Nullable [] handle(byte[] datagram) {
        return server.apply(datagram);
    }

    /// What it answers, where it must.
    byte[] serve(byte[] datagram) {
        byte[] answer = handle(datagram);
        if (answer == null) {
            throw new AssertionError("the endpoint said nothing");
        }
        return answer;
    }
}
