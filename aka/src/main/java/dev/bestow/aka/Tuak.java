package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

/// TUAK with Keccak-f[1600] as its kernel (TS 35.231), as UMTS and EPS use it: MAC of 8 octets, CK and
/// IK of 16. [TuakKernel] has all lengths.
///
/// @param resOctets 4, 8 or 16: what a RES has that NAS carries
/// @param iterations how often the permutation is applied; 1 unless an operator wants a margin
public record Tuak(int resOctets, int iterations) implements AkaAlgorithm {
    /// RES of 8 octets, as MILENAGE has, and one iteration.
    public static final Tuak STANDARD = new Tuak(8, 1);

    /// The permutation takes less than a microsecond; more iterations than this are a typing error.
    static final int MAX_ITERATIONS = 255;

    private static final int MAX_RES_OCTETS = 16;

    public Tuak {
        new TuakLengths(TuakLengths.UMTS.macOctets(), resOctets, 16, 16);
        if (resOctets > MAX_RES_OCTETS) {
            throw new InvalidValue("RES", "has at most 16 octets in UMTS and EPS");
        }
        requireIterations(iterations);
    }

    static void requireIterations(int iterations) {
        if (iterations < 1 || iterations > MAX_ITERATIONS) {
            throw new InvalidValue("Keccak iterations", "needs 1 to 255");
        }
    }

    /// `TOPc`, from TOP of 32 octets, which stays the caller's (TS 35.231 clause 6.2).
    public Topc topc(SubscriberKey k, Secret top) {
        if (top.length() != Topc.OCTETS) {
            throw new InvalidValue("TOP", "has " + top.length() + " octets, needs 32");
        }
        return TuakKernel.topc(k, top, iterations);
    }

    @Override
    public String name() {
        return equals(STANDARD) ? "tuak" : "tuak:" + 8 * resOctets + ":" + iterations;
    }

    @Override
    public void requireKeys(SubscriberKey k, OperatorVariant variant) {
        topc(variant);
    }

    @Override
    public AkaFunctions keyed(SubscriberKey k, OperatorVariant variant) {
        TuakLengths lengths = new TuakLengths(TuakLengths.UMTS.macOctets(), resOctets, 16, 16);
        return new TuakFunctions(new TuakKernel(k, topc(variant), iterations, lengths));
    }

    private static Topc topc(OperatorVariant variant) {
        if (!(variant instanceof Topc topc)) {
            throw new InvalidValue("TOPc", "is missing, TUAK needs it");
        }
        return topc;
    }
}
