package dev.bestow.aka;

/// A set of authentication and key generation functions and its parameters, without a key. Sealed: a
/// subscriber's algorithm is data an operator provisions, and an unknown one must not compile.
public sealed interface AkaAlgorithm permits Milenage, Tuak, InsecureTestXor {
    /// What a subscriber row and a card file call it, parameters included. `milenage` and `tuak` alone
    /// have the parameters nearly everybody uses:
    ///
    /// ```
    /// milenage[:r1-r2-r3-r4-r5:c1-c2-c3-c4-c5]     r in bits, c in hex
    /// tuak[:RES bits:iterations]
    /// insecure-test-xor
    /// ```
    String name();

    /// The inverse of [#name].
    ///
    /// @throws dev.bestow.core.InvalidValue when no algorithm is called so
    static AkaAlgorithm named(String name) {
        return AlgorithmName.parse(name);
    }

    /// Refuses keys that are not of this algorithm's kind and length, naming which.
    void requireKeys(SubscriberKey k, OperatorVariant variant);

    /// The functions under one subscriber's keys, which are copied: both secrets may be closed
    /// afterwards.
    AkaFunctions keyed(SubscriberKey k, OperatorVariant variant);
}
