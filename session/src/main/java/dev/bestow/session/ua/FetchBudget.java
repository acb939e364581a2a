package dev.bestow.session.ua;

import dev.bestow.core.Clock;
import dev.bestow.core.Octets;

import java.util.LinkedHashMap;
import java.util.Map;

/// The budgets of [FetchLimits]. Sources that a device ever proved itself from are kept apart from the others: a
/// flood of new sources, forged ones too, exhausts what strangers have together and displaces none of them.
/// Thread-safe.
final class FetchBudget {
    private static final int MAX_SOURCES = 16_384;
    private static final double NS_PER_SECOND = 1e9;

    private final FetchLimits limits;
    private final Clock clock;
    private final Map<Octets, Bucket> proven = bounded();
    private final Map<Octets, Bucket> unproven = bounded();
    private final Bucket strangers;

    private final class Bucket {
        private final int burst;
        private final int perSecond;
        private double tokens;
        private long sinceNs = clock.nowNs();

        Bucket(int burst, int perSecond) {
            this.burst = burst;
            this.perSecond = perSecond;
            this.tokens = burst;
        }

        boolean isEmpty() {
            long nowNs = clock.nowNs();
            add((nowNs - sinceNs) / NS_PER_SECOND * perSecond);
            sinceNs = nowNs;
            return tokens < 1;
        }

        void add(double earned) {
            tokens = Math.min(burst, tokens + earned);
        }
    }

    FetchBudget(FetchLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.strangers = new Bucket(limits.strangersBurst(), limits.strangersPerSecond());
    }

    private static Map<Octets, Bucket> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Octets, Bucket> eldest) {
                return size() > MAX_SOURCES;
            }
        };
    }

    /// Pays for one fetch; false when the source has nothing left.
    synchronized boolean spend(Octets source) {
        Bucket known = proven.get(source);
        if (known != null) {
            return take(known);
        }
        Bucket own = unproven.computeIfAbsent(source, _ -> fresh());
        if (own.isEmpty() || strangers.isEmpty()) {
            return false;
        }
        return take(own) && take(strangers);
    }

    private Bucket fresh() {
        return new Bucket(limits.burst(), limits.perSecond());
    }

    private static boolean take(Bucket bucket) {
        if (bucket.isEmpty()) {
            return false;
        }
        bucket.tokens--;
        return true;
    }

    /// A request of this source verified: what was paid for it is given back.
    synchronized void giveBack(Octets source) {
        Bucket known = proven.get(source);
        if (known == null) {
            known = unproven.remove(source);
            known = known == null ? fresh() : known;
            proven.put(source, known);
            strangers.add(1);
        }
        known.add(1);
    }
}
