package dev.bestow.keyserver;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.TokenBucket;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// How often each application server may ask: a token bucket each. A key name is attacker-chosen
/// input that an application server passes on, so a flood of names must not become a flood of
/// requests to an MME. Thread-safe; as many buckets as servers are configured.
final class CallerRates {
    private final KeyServerConfig.Limits limits;
    private final Clock clock;
    private final Map<AsId, TokenBucket> buckets = new ConcurrentHashMap<>();

    CallerRates(KeyServerConfig.Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// Keeps buckets of these only.
    void keep(Set<AsId> configured) {
        buckets.keySet().retainAll(configured);
    }

    /// Whether `caller`, a configured one, may ask now.
    boolean admits(AsId caller) {
        return buckets.computeIfAbsent(
                        caller,
                        _ -> new TokenBucket(limits.burst(), limits.requestsPerSecond(), clock))
                .take();
    }
}
