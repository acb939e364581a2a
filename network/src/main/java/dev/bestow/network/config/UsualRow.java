package dev.bestow.network.config;

import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;
import dev.bestow.keys.solution.SolutionTable;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
        return text.equals(NAME_OF_NONE) ? NONE : new UsualRow(SolutionTable.named(text));
    }

    /// The plan of `policy.solution`, `policy.solutions` and the key servers, which go together: without one no row
    /// runs, and with one 12 does where nothing is said.
    ///
    /// @param keyServers those that this node may name
    static SolutionPlan plan(
            @Nullable UsualRow solution, List<ServedBy> solutions, List<KeyServerName> keyServers) {
        boolean named = keyServers.stream().anyMatch(each -> each.host() != null);
        Solution usual = (solution != null ? solution : named ? USUAL : NONE).row;
        if (usual == null) {
            keyServers.forEach(KeyServerName::requireNone);
        }
        Set<Solution> rows = new LinkedHashSet<>();
        if (usual != null) {
            rows.add(usual);
        }
        solutions.forEach(each -> rows.add(each.solution()));
        for (Solution row : rows) {
            keyServers.forEach(each -> each.require(row));
        }
        return ServedBy.plan(usual, solutions);
    }
}
