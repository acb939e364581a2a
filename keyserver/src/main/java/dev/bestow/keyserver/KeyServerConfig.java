package dev.bestow.keyserver;

import dev.bestow.core.AsId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keys.solution.SolutionPlan;

import java.time.Instant;
import java.util.Set;

/// How one key server behaves.
///
/// @param plan which row of the solutions table serves which endpoint
/// @param servers endpoints that may ask, by name; of what kind each is, its row says
/// @param translating of these the endpoints that opted into translating identities themselves: they may ask by IMSI,
///     and are told IMSIs. No other endpoint is
/// @param kinds of the keys that it takes in; it refuses others
/// @param keyIdentifier with [KeyIdentifier#HASH] a key of solutions 2 and 10 answers to its short hash too, beside its
///     RAND id
/// @param limits rates and lifetimes
public record KeyServerConfig(
        SolutionPlan plan,
        Set<AsId> servers,
        Set<AsId> translating,
        Set<KeyKind> kinds,
        KeyIdentifier keyIdentifier,
        Limits limits) {
    /// Rates and lifetimes.
    ///
    /// @param requestsPerSecond key requests one application server may make, on average
    /// @param burst how many of them at once
    /// @param longestKeyLifeMs how long a pushed key may live at most
    /// @param keyLifeMs how long keys live at most that stay with MMEs
    /// @param refreshMs how long after an endpoint had a key replaced it may ask for the same again at the earliest
    public record Limits(
            int requestsPerSecond,
            int burst,
            long longestKeyLifeMs,
            long keyLifeMs,
            long refreshMs) {
        /// How far the clocks of HSS and key server may be apart.
        private static final long CLOCKS_APART_MS = 3_600_000;

        /// Keys live a day, up to a week, and are not replaced within ten minutes.
        public static final Limits DEFAULT =
                new Limits(5_000, 10_000, 7 * 86_400_000L, 86_400_000L, 600_000);

        /// These, for an HSS whose keys live that long, if it is longer.
        public Limits withKeyLifetimeOf(long seconds) {
            return new Limits(
                    requestsPerSecond,
                    burst,
                    Math.max(longestKeyLifeMs, seconds * 1_000),
                    seconds * 1_000,
                    refreshMs);
        }

        /// These, with that long between two refreshes.
        public Limits withRefreshMs(long ms) {
            return new Limits(requestsPerSecond, burst, longestKeyLifeMs, keyLifeMs, ms);
        }

        /// When a key of this end was made, of which nobody else says it. Too early where the HSS has its keys live
        /// shorter, so none is taken for newer than it is.
        public long madeAtMs(Instant expiry) {
            return expiry.toEpochMilli() - keyLifeMs;
        }

        /// How far from now the end of a key may be that is pushed now, by this key server's clock. What wraps it is
        /// kept for as long.
        public long latestExpiryMs() {
            return longestKeyLifeMs + CLOCKS_APART_MS;
        }
    }

    public KeyServerConfig {
        servers = Set.copyOf(servers);
        translating = Set.copyOf(translating);
        kinds = Set.copyOf(kinds);
    }

    /// Whether an endpoint is served as `other` serves it.
    boolean serves(AsId endpoint, KeyServerConfig other) {
        return servers.contains(endpoint)
                && other.servers.contains(endpoint)
                && translating.contains(endpoint) == other.translating.contains(endpoint)
                && plan.serving(endpoint).equals(other.plan.serving(endpoint));
    }

    /// No endpoint translates, and keys are named by RAND.
    public KeyServerConfig(
            SolutionPlan plan, Set<AsId> servers, Set<KeyKind> kinds, Limits limits) {
        this(plan, servers, Set.of(), kinds, KeyIdentifier.RAND, limits);
    }
}
