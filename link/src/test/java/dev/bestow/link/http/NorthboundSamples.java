package dev.bestow.link.http;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.core.Secret;
import dev.bestow.keys.KsAs;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;

import java.time.Instant;

/// What the tests of this package ask for and are answered.
final class NorthboundSamples {
    static final KeyName BY_RAND = new KeyName.ByRand(RandId.parse("2a99dfa5"));
    static final RetrievalRequest ASKED =
            new RetrievalRequest(AsId.parse("as.example.net"), BY_RAND, KeyRoot.CK_IK);

    private NorthboundSamples() {}

    static RetrievedKey key() {
        byte[] octets = new byte[KsAs.OCTETS];
        octets[0] = 7;
        return new RetrievedKey(
                new KsAs(Secret.taking(octets)),
                Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5"),
                null,
                KeyRoot.CK_IK,
                Instant.parse("2026-11-22T00:00:00Z"),
                "mete\"r1@example.net",
                true);
    }
}
