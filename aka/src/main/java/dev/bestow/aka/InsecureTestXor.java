package dev.bestow.aka;

import dev.bestow.core.InvalidValue;

/// The test algorithm of TS 34.108 clause 8.1.2. **Insecure**: whoever sees one RAND and its RES knows K.
/// Some test cards have nothing else. Nothing uses it unless somebody says why.
///
/// @param reason why a test algorithm will do, in the words of whoever answers for it
public record InsecureTestXor(String reason) implements AkaAlgorithm {
    static final String NAME = "insecure-test-xor";

    public InsecureTestXor {
        if (reason.isBlank()) {
            throw new InvalidValue("test algorithm", "needs a reason");
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void requireKeys(SubscriberKey k, OperatorVariant variant) {
        k.requireShort("the test algorithm");
        if (!variant.equals(OperatorVariant.NONE)) {
            throw new InvalidValue("OPc", "has no place in the test algorithm");
        }
    }

    @Override
    public AkaFunctions keyed(SubscriberKey k, OperatorVariant variant) {
        requireKeys(k, variant);
        return new XorFunctions(k);
    }
}
