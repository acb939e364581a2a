package dev.bestow.bench;

import dev.bestow.core.AsId;
import dev.bestow.core.Entropy;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.session.ua.FullName;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.PendingRequest;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.session.ua.UaClient;
import dev.bestow.wire.ua.UaForm;

import java.nio.ByteBuffer;

/// First messages of devices, each ready to be sent. So many of one key that its replay marks have room.
final class UaRequests {
    private static final int PER_KEY = 2_000;

    private final AsId server;
    private final Plaintext report;
    private final Entropy entropy;
    private int keys;

    UaRequests(AsId server, Plaintext report, Entropy entropy) {
        this.server = server;
        this.report = report;
        this.entropy = entropy;
    }

    /// Of keys that have made none before.
    byte[][] fresh(int messages) {
        byte[][] requests = new byte[messages][];
        for (int from = 0; from < messages; from += PER_KEY) {
            var key = new UaClient.Key(server, new FullName.ByRand(rand(keys++)), leaf());
            try (var client =
                    new UaClient(
                            key,
                            new UaClient.UaParameters(UaForm.COMPACT, true, null),
                            new UaClient.Ports(
                                    entropy, RequestCounts.inMemory(), KAppObserver.NONE))) {
                for (int i = from; i < Math.min(messages, from + PER_KEY); i++) {
                    try (PendingRequest request = client.request(report)) {
                        requests[i] = request.datagram();
                    }
                }
            }
        }
        return requests;
    }

    private static Rand rand(int number) {
        return new Rand(
                Octets.copyOf(
                        ByteBuffer.allocate(Rand.OCTETS)
                                .putInt(Rand.OCTETS - RandId.OCTETS, number)
                                .array()));
    }

    /// Of the run that a request names.
    static Rand rand(KeyName name) {
        if (name instanceof KeyName.ByRand(RandId id)) {
            return rand(id.value());
        }
        throw new IllegalArgumentException("requests here name their key by its RAND");
    }

    /// The leaf key, the same of each run.
    static KsAs leaf() {
        return new KsAs(Secret.taking(Octets.parseHex("key", "4e".repeat(32)).toArray()));
    }
}
