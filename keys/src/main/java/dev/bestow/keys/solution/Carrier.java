package dev.bestow.keys.solution;

/// How something travels on a [Leg].
public enum Carrier {
    /// Inside the vector of an Authentication-Information-Answer.
    IN_VECTOR,
    /// Who holds it sends it.
    PUSH,
    /// Who gets it asks for it.
    PULL
}
