package dev.bestow.scef;

import dev.bestow.core.AsId;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.solution.SolutionPlan;

import java.util.List;
import java.util.Set;

/// How one SCEF behaves.
///
/// @param plan which row of the solutions table serves which endpoint
/// @param pools MMEs that may confirm keys and be asked for them; a GUTI is attacker-chosen, so
///     nothing is routed outside of this list
/// @param servers application servers that may ask
/// @param limits deadlines and rates
public record ScefConfig(SolutionPlan plan, List<MmePool> pools, Set<AsId> servers, Limits limits) {
    /// MME groups `firstGroup` to `lastGroup` of one network.
    public record MmePool(PlmnId plmn, int firstGroup, int lastGroup) {
        public MmePool {
            if (firstGroup < 0 || lastGroup > 0xffff || firstGroup > lastGroup) {
                throw new InvalidValue("MME pool", "needs groups from 0 to ffff, lowest first");
            }
        }

        boolean holds(Guti guti) {
            return plmn.equals(guti.plmn())
                    && guti.mmeGroup() >= firstGroup
                    && guti.mmeGroup() <= lastGroup;
        }
    }

    /// Deadlines and rates.
    ///
    /// @param pullDeadlineMs how long an MME may take to answer a Key-Request
    /// @param requestsPerSecond key requests one application server may make, on average
    /// @param burst how many of them at once
    /// @param longestKeyLifeMs how long a pushed key may live at most
    public record Limits(
            long pullDeadlineMs, int requestsPerSecond, int burst, long longestKeyLifeMs) {
        /// How far the clocks of HSS and SCEF may be apart.
        private static final long CLOCKS_APART_MS = 3_600_000;

        /// Keys live up to a week.
        public static final Limits DEFAULT = new Limits(2_000, 5_000, 10_000, 7 * 86_400_000L);

        /// These, for an HSS whose keys live that long, if it is longer.
        public Limits withKeyLifetimeOf(long seconds) {
            return new Limits(
                    pullDeadlineMs,
                    requestsPerSecond,
                    burst,
                    Math.max(longestKeyLifeMs, seconds * 1_000));
        }

        /// How far from now the end of a key may be that is pushed now, by this SCEF's clock. What wraps it is kept
        /// for as long.
        public long latestExpiryMs() {
            return longestKeyLifeMs + CLOCKS_APART_MS;
        }
    }

    public ScefConfig {
        pools = List.copyOf(pools);
        servers = Set.copyOf(servers);
    }

    boolean mayRouteTo(Guti guti) {
        return pools.stream().anyMatch(pool -> pool.holds(guti));
    }
}
