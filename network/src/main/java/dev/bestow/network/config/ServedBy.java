package dev.bestow.network.config;

import dev.bestow.core.AsId;
import dev.bestow.core.EndpointId;
import dev.bestow.core.InvalidValue;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionPlan;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An application server and the row of the solutions table that serves it.
///
/// @param endpoint its AS_ID, EMSE_Id, EESE_Id or the name of an HSE
/// @param solution the row, such as `12` or `2-eese`
public record ServedBy(AsId endpoint, Solution solution) {
    /// The plan that `policy.solution` and `policy.solutions` make.
    static SolutionPlan plan(@Nullable Solution usual, List<ServedBy> others) {
        Map<EndpointId, Solution> rows = new HashMap<>();
        for (ServedBy each : others) {
            if (rows.put(each.endpoint(), each.solution()) != null) {
                throw new InvalidValue("solutions", "has " + each.endpoint() + " twice");
            }
        }
        return new SolutionPlan(usual, rows);
    }
}
