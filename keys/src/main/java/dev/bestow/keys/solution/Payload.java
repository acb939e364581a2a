package dev.bestow.keys.solution;

/// What travels on a [Leg].
public enum Payload {
    /// An authentication vector.
    VECTOR,
    /// A [dev.bestow.keys.AnchorKey].
    ANCHOR_KEY,
    /// A [dev.bestow.keys.LeafKey].
    LEAF_KEY,
    /// That the AKA run of a key succeeded.
    PROOF
}
