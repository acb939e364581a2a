package dev.bestow.keystore.contract;

import dev.bestow.keystore.NodeStore;

import org.junit.jupiter.api.Test;

/// What every engine owes the nodes. An engine's test class implements this and inherits all tests.
public interface StoreContract
        extends SubscriberContract,
                SqnContract,
                KeyRingContract,
                KeySuccessionContract,
                KeyNoiseContract,
                KeyKindContract,
                KeyProofContract,
                KeyCheckContract,
                EndpointContract,
                LocationContract,
                ClaimContract {
    /// One empty store per test.
    @Override
    NodeStore store();

    /// The same store after an orderly stop and a start.
    @Override
    NodeStore reopened();

    /// One more empty store, apart from [#store].
    NodeStore another();

    @Test
    default void anyOrderOfARandomHistoryEndsInTheSameState() {
        for (long seed = 0; seed < 2; seed++) {
            KeyRingModel.check(seed, this::another);
        }
    }
}
