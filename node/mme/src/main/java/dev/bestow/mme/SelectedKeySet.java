package dev.bestow.mme;

/// What a key name selects among the key sets of one UE.
sealed interface SelectedKeySet {
    /// The current one.
    record Live(KeySet keySet) implements SelectedKeySet {}

    /// Superseded, and still in its grace time.
    record Graced(KeySet keySet) implements SelectedKeySet {}

    /// The name belongs to a run whose Security Mode has not completed.
    record Pending() implements SelectedKeySet {}

    record None() implements SelectedKeySet {}
}
