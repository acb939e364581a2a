package dev.bestow.scef;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How often each application server may ask: a token bucket each. A key name is attacker-chosen
/// input that an application server passes on, so a flood of names must not become a flood of
/// requests to an MME. Thread-safe; as many buckets as servers are configured.
final class CallerRates {
    private final ScefConfig.Limits limits;
    private final Clock clock;
    private final Map<AsId, Bucket> buckets = new ConcurrentHashMap<>();

    private static final class Bucket {
        private double tokens;
        private long sinceNs;

        private Bucket(double tokens, long sinceNs) {
            this.tokens = tokens;
            this.sinceNs = sinceNs;
        }
    }

    CallerRates(ScefConfig.Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /// Whether `caller`, a configured one, may ask now.
    boolean admits(AsId caller) {
        Bucket bucket =
                buckets.computeIfAbsent(caller, _ -> new Bucket(limits.burst(), clock.nowNs()));
        synchronized (bucket) {
            long nowNs = clock.nowNs();
            double earned = (nowNs - bucket.sinceNs) / 1e9 * limits.requestsPerSecond();
            bucket.tokens = Math.min(limits.burst(), bucket.tokens + earned);
            bucket.sinceNs = nowNs;
            if (bucket.tokens < 1) {
                return false;
            }
            bucket.tokens--;
            return true;
        }
    }
}
