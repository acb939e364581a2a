package dev.bestow.conformance.planted.scef;

import dev.bestow.conformance.planted.keys.solution.Solution;

/// A node that asks which row it is instead of what the row says.
final class RowGuesser {
    boolean pushes(Solution row) {
        return row.name().equals("12");
    }
}
