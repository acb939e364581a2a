package dev.bestow.aka;

/// What a USIM and its authentication centre share about one subscriber: the algorithm, K and the
/// operator's variant, which fit each other. In clear it exists only in this module; close it as soon
/// as the vector is made.
public record Credentials(AkaAlgorithm algorithm, SubscriberKey k, OperatorVariant variant)
        implements AutoCloseable {
    public Credentials {
        algorithm.requireKeys(k, variant);
    }

    /// For MILENAGE with the constants nearly every operator uses.
    public static Credentials milenage(SubscriberKey k, Opc opc) {
        return new Credentials(Milenage.STANDARD, k, opc);
    }

    /// The functions f1 to f5* under these keys, ready for use by one thread.
    public AkaFunctions functions() {
        return algorithm.keyed(k, variant);
    }

    /// Wipes K and the variant.
    @Override
    public void close() {
        k.close();
        variant.close();
    }
}
