package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;

import org.jspecify.annotations.Nullable;

/// `policy.solution` of a node that may as well run none.
///
/// @param row null for `none`
public record UsualRow(@Nullable Solution row) {
    /// Not even one.
    public static final UsualRow NONE = new UsualRow(null);

    private static final String NAME_OF_NONE = "none";

    /// @throws InvalidValue for what is neither `none` nor a row that this version runs
    static UsualRow parse(String text) {
        return text.equals(NAME_OF_NONE) ? NONE : new UsualRow(SolutionTable.runnable(text));
    }
}
