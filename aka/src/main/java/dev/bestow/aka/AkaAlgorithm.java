package dev.bestow.aka;

/// A set of authentication and key generation functions and its parameters, without a key. Sealed: a
/// subscriber's algorithm is data an operator provisions, and an unknown one must not compile.
public sealed interface AkaAlgorithm permits Milenage {
    /// The functions under one subscriber's keys, which are copied: both secrets may be closed
    /// afterwards.
    AkaFunctions keyed(SubscriberKey k, Opc opc);
}
