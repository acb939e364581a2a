package dev.bestow.keys.solution;

import dev.bestow.core.EndpointId;
import dev.bestow.core.InvalidValue;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Which rows a network runs: the one of each endpoint. What runs for a subscriber follows from the endpoints that it
/// may talk to.
///
/// @param usual of every endpoint that is not in `others`; null where no row runs at all
/// @param others endpoints with another row
public record SolutionPlan(@Nullable Solution usual, Map<EndpointId, Solution> others) {
    /// Of a node that takes no part in any solution.
    public static final SolutionPlan NONE = new SolutionPlan(null, Map.of());

    public SolutionPlan {
        others = Map.copyOf(others);
        if (usual == null && !others.isEmpty()) {
            throw new InvalidValue("solutions", "needs a usual one");
        }
    }

    /// One row for every endpoint.
    public static SolutionPlan of(Solution usual) {
        return new SolutionPlan(usual, Map.of());
    }

    /// Whether no row runs.
    public boolean isEmpty() {
        return usual == null;
    }

    /// The row that serves the endpoint. Not to be asked of an [empty][#isEmpty] plan.
    public Solution serving(EndpointId endpoint) {
        Solution other = others.get(endpoint);
        return other == null ? Objects.requireNonNull(usual, "no row runs here") : other;
    }

    /// The rows that serve these endpoints. Where there are none yet, the usual one: some may be added.
    public Set<Solution> serving(Collection<? extends EndpointId> endpoints) {
        if (usual == null) {
            return Set.of();
        }
        Set<Solution> rows = new LinkedHashSet<>();
        endpoints.forEach(endpoint -> rows.add(serving(endpoint)));
        return rows.isEmpty() ? Set.of(usual) : rows;
    }

    /// Every row that may run.
    public Set<Solution> all() {
        Set<Solution> rows = new LinkedHashSet<>();
        if (usual != null) {
            rows.add(usual);
        }
        rows.addAll(others.values());
        return rows;
    }
}
