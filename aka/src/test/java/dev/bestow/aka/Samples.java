package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import java.util.List;
import java.util.Random;

/// Material the tests of this package share: set 19 of TS 35.208, and random credentials.
final class Samples {
    static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    static final Sqn SQN = Sqn.parse("16f3b3f70fc2");
    static final PlmnId PLMN = PlmnId.parse("001/01");

    private Samples() {}

    static Secret secret(String hex) {
        return Secret.taking(Octets.parseHex("secret", hex).toArray());
    }

    static SubscriberKey k19() {
        return new SubscriberKey(secret("5122250214c33e723a5dd523fc145fc0"));
    }

    static Credentials set19() {
        return Credentials.milenage(k19(), new Opc(secret("981d464c7c52eb6e5036234984ad0bcf")));
    }

    static Rand rand(Random random) {
        return Rand.fresh(random::nextBytes);
    }

    /// One of every kind, and of every length that UMTS and EPS have room for.
    static final List<AkaAlgorithm> ALGORITHMS =
            List.of(
                    Milenage.STANDARD,
                    AkaAlgorithm.named("milenage:8-16-33-64-127:3-1-2-4-8"),
                    Tuak.STANDARD,
                    new Tuak(4, 1),
                    new Tuak(16, 3),
                    new InsecureTestXor("tests"));

    /// The same credentials for the same `seed`, so that both ends can own theirs.
    static Credentials credentials(long seed) {
        return credentials(Milenage.STANDARD, seed);
    }

    /// As [#credentials(long)], K of either length with TUAK.
    static Credentials credentials(AkaAlgorithm algorithm, long seed) {
        Random random = new Random(seed);
        return switch (algorithm) {
            case Milenage _ ->
                    new Credentials(algorithm, key(random, 16), new Opc(secret(random, 16)));
            case Tuak _ -> {
                int octets = random.nextBoolean() ? 16 : 32;
                yield new Credentials(algorithm, key(random, octets), new Topc(secret(random, 32)));
            }
            case InsecureTestXor _ ->
                    new Credentials(algorithm, key(random, 16), OperatorVariant.NONE);
        };
    }

    private static SubscriberKey key(Random random, int octets) {
        return new SubscriberKey(secret(random, octets));
    }

    private static Secret secret(Random random, int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return Secret.taking(octets);
    }

    /// `octets` with one bit turned over.
    static Octets flipped(Octets octets, int bit) {
        byte[] flipped = octets.toArray();
        flipped[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return Octets.copyOf(flipped);
    }
}
