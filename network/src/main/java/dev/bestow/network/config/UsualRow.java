package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// `policy.solution` of a node that may as well run none.
///
/// @param row null for `none`
public record UsualRow(@Nullable Solution row) {
    /// Not even one.
    public static final UsualRow NONE = new UsualRow(null);

    private static final String NAME_OF_NONE = "none";
    private static final UsualRow USUAL = new UsualRow(SolutionTable.named("12"));

    /// @throws InvalidValue for what is neither `none` nor a row that this version runs
    static UsualRow parse(String text) {
        return text.equals(NAME_OF_NONE) ? NONE : new UsualRow(SolutionTable.runnable(text));
    }

    /// The plan of `policy.solution`, `policy.solutions` and `policy.scef`, which go together: without the SCEF no row
    /// runs, and with it 12 does where nothing is said.
    static SolutionPlan plan(
            @Nullable UsualRow solution, List<ServedBy> solutions, @Nullable String scef) {
        if (scef == null) {
            if ((solution != null && solution.row != null) || !solutions.isEmpty()) {
                throw new InvalidValue("scef", "is missing, and every solution needs it");
            }
            return SolutionPlan.NONE;
        }
        Solution usual = (solution == null ? USUAL : solution).row;
        if (usual == null) {
            throw new InvalidValue("scef", "has no place beside solution: none");
        }
        return ServedBy.plan(usual, solutions);
    }
}
