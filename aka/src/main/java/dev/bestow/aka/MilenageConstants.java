package dev.bestow.aka;

import dev.bestow.core.InvalidValue;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/// r1 to r5 and c1 to c5 of MILENAGE (TS 35.206 clause 4.1), which an operator may choose.
public record MilenageConstants(Pair first, Pair second, Pair third, Pair fourth, Pair fifth) {
    /// The values of TS 35.206: r = 64, 0, 32, 64, 96 and c = 0, 1, 2, 4, 8.
    public static final MilenageConstants STANDARD =
            new MilenageConstants(
                    new Pair(64, Block.ZERO),
                    new Pair(0, new Block(0, 1)),
                    new Pair(32, new Block(0, 2)),
                    new Pair(64, new Block(0, 4)),
                    new Pair(96, new Block(0, 8)));

    /// A rotation of 0 to 127 bits and a constant of 128.
    public record Pair(int r, Block c) {
        public Pair {
            if (r < 0 || r >= 128) {
                throw new InvalidValue("MILENAGE r", "needs 0 to 127 bits");
            }
        }
    }

    /// Refuses sets under which two outputs could coincide. IN1 is twice the same half, so its parity
    /// is even and rotation keeps it: with c1 even and the others odd, the input of OUT1 is never that
    /// of another output, whatever SQN and AMF are. The others differ by their pairs.
    public MilenageConstants {
        if (Stream.of(second, third, fourth, fifth).distinct().count() < 4) {
            throw new InvalidValue("MILENAGE r and c", "give two outputs the same pair");
        }
        if (first.c().parity() != 0) {
            throw new InvalidValue("MILENAGE c1", "needs an even number of ones");
        }
        if (Stream.of(second, third, fourth, fifth).anyMatch(pair -> pair.c().parity() == 0)) {
            throw new InvalidValue("MILENAGE c2 to c5", "need an odd number of ones each");
        }
    }

    /// Rotations in bits, then constants in hex.
    String name() {
        return pairs().map(pair -> Integer.toString(pair.r())).collect(Collectors.joining("-"))
                + ":"
                + pairs().map(pair -> pair.c().hex()).collect(Collectors.joining("-"));
    }

    private Stream<Pair> pairs() {
        return Stream.of(first, second, third, fourth, fifth);
    }
}
