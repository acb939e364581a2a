package dev.bestow.aka;

/// What an operator makes of an algorithm for one subscriber: the value that differs between two
/// operators with the same algorithm and K. Which kind there is follows from the algorithm.
public sealed interface OperatorVariant extends AutoCloseable
        permits Opc, Topc, OperatorVariant.None {
    /// Of an algorithm no operator has a variant of.
    None NONE = new None();

    /// Wipes it.
    @Override
    void close();

    /// No octets at all.
    record None() implements OperatorVariant {
        @Override
        public void close() {}
    }
}
