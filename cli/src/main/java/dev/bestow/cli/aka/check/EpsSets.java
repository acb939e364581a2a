package dev.bestow.cli.aka.check;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.CipheringKey;
import dev.bestow.keys.CountBearerDirection;
import dev.bestow.keys.CountFreshDirection;
import dev.bestow.keys.Direction;
import dev.bestow.keys.IntegrityKey;
import dev.bestow.keys.KnasEnc;
import dev.bestow.keys.KnasInt;
import dev.bestow.keys.Uia2;

/// Sets of TS 33.401 Annex C, TS 35.217 and TS 35.223: `key`, `count`, `bearer` or `fresh`, `direction`,
/// `length_bits` and `message`, with `output` or `mac` for a figure.
final class EpsSets {
    private EpsSets() {}

    /// EEA1, EEA2 or EEA3.
    @FunctionalInterface
    interface Ciphering {
        byte[] apply(CipheringKey key, CountBearerDirection input, byte[] message, int lengthBits);
    }

    /// EIA1, EIA2 or EIA3.
    @FunctionalInterface
    interface Integrity {
        byte[] mac(IntegrityKey key, CountBearerDirection input, byte[] message, int lengthBits);
    }

    static Layout.Computation ciphering(Ciphering algorithm) {
        return (set, figures) -> {
            try (Secret key = set.key("key")) {
                byte[] output =
                        algorithm.apply(
                                new KnasEnc(key), input(set), message(set), lengthBits(set));
                figures.compare("output", set.octets("output"), Octets.copyOf(output));
            }
        };
    }

    static Layout.Computation integrity(Integrity algorithm) {
        return (set, figures) -> {
            try (Secret key = set.key("key")) {
                byte[] mac =
                        algorithm.mac(new KnasInt(key), input(set), message(set), lengthBits(set));
                figures.compare("mac", set.octets("mac"), Octets.copyOf(mac));
            }
        };
    }

    static void uia2(VectorSet set, Figures figures) {
        CountFreshDirection input =
                new CountFreshDirection(set.word("count"), set.number("fresh"), direction(set));
        try (Secret key = set.key("key")) {
            byte[] mac = Uia2.mac(key, input, message(set), lengthBits(set));
            figures.compare("mac", set.octets("mac"), Octets.copyOf(mac));
        }
    }

    private static CountBearerDirection input(VectorSet set) {
        return new CountBearerDirection(set.word("count"), set.number("bearer"), direction(set));
    }

    private static Direction direction(VectorSet set) {
        return switch (set.number("direction")) {
            case 0 -> Direction.UPLINK;
            case 1 -> Direction.DOWNLINK;
            default -> throw new InvalidValue("direction", "needs 0 or 1");
        };
    }

    private static byte[] message(VectorSet set) {
        return set.octets("message").toArray();
    }

    private static int lengthBits(VectorSet set) {
        int bits = set.number("length_bits");
        if (bits < 0 || bits > 8 * set.octets("message").length()) {
            throw new InvalidValue("length_bits", "is more than the message has");
        }
        return bits;
    }
}
