package dev.bestow.aka;

/// Where a [SqnGenerator] keeps its ceiling: one number per HSS instance, and all that it needs to
/// survive a crash. Thread-safe.
public interface SqnCeilings {
    /// The last ceiling raised, or 0 if there never was one.
    long ceiling();

    /// Moves it up. Durable when this returns, power cut included; throws when it cannot be.
    void raise(long ceiling);
}
