package dev.bestow.keys.solution;

import dev.bestow.core.EndpointId;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Which rows a network runs: the one of each endpoint. What runs for a subscriber follows from the endpoints that it
/// may talk to.
///
/// @param usual of every endpoint that is not in `others`
/// @param others endpoints with another row
public record SolutionPlan(Solution usual, Map<EndpointId, Solution> others) {
    public SolutionPlan {
        others = Map.copyOf(others);
    }

    /// One row for every endpoint.
    public static SolutionPlan of(Solution usual) {
        return new SolutionPlan(usual, Map.of());
    }

    /// The row that serves the endpoint.
    public Solution serving(EndpointId endpoint) {
        return others.getOrDefault(endpoint, usual);
    }

    /// The rows that serve these endpoints. Where there are none yet, the usual one: some may be added.
    public Set<Solution> serving(Collection<? extends EndpointId> endpoints) {
        Set<Solution> rows = new LinkedHashSet<>();
        endpoints.forEach(endpoint -> rows.add(serving(endpoint)));
        return rows.isEmpty() ? Set.of(usual) : rows;
    }

    /// Every row that may run.
    public Set<Solution> all() {
        Set<Solution> rows = new LinkedHashSet<>(Set.of(usual));
        rows.addAll(others.values());
        return rows;
    }
}
