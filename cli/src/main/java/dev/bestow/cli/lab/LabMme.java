package dev.bestow.cli.lab;

/// Which MME a lab has.
public enum LabMme {
    /// Bestow's, which takes part in the solution.
    bestow,
    /// Like any other: it knows S6a and NAS, and nothing of Bestow.
    plain
}
