package dev.bestow.session.key;

import dev.bestow.core.Clock;
import dev.bestow.core.Octets;
import dev.bestow.core.TokenBucket;

import java.util.LinkedHashMap;
import java.util.Map;

/// The budgets of [FetchLimits]. Sources that a device ever proved itself from are kept apart from the others: a
/// flood of new sources, forged ones too, exhausts what strangers have together and displaces none of them.
/// Thread-safe.
final class FetchBudget {
    private static final int MAX_SOURCES = 16_384;

    private final FetchLimits limits;
    private final Clock clock;
    private final Map<Octets, TokenBucket> proven = bounded();
    private final Map<Octets, TokenBucket> unproven = bounded();
    private final TokenBucket strangers;

    FetchBudget(FetchLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
        this.strangers =
                new TokenBucket(limits.strangersBurst(), limits.strangersPerSecond(), clock);
    }

    private static Map<Octets, TokenBucket> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Octets, TokenBucket> eldest) {
                return size() > MAX_SOURCES;
            }
        };
    }

    /// Pays for one fetch; false when the source has nothing left.
    synchronized boolean spend(Octets source) {
        TokenBucket known = proven.get(source);
        if (known != null) {
            return known.take();
        }
        TokenBucket own = unproven.computeIfAbsent(source, _ -> fresh());
        if (own.isEmpty() || strangers.isEmpty()) {
            return false;
        }
        return own.take() && strangers.take();
    }

    private TokenBucket fresh() {
        return new TokenBucket(limits.burst(), limits.perSecond(), clock);
    }

    /// A request of this source verified: what was paid for it is given back.
    synchronized void giveBack(Octets source) {
        TokenBucket known = proven.get(source);
        if (known == null) {
            known = unproven.remove(source);
            known = known == null ? fresh() : known;
            proven.put(source, known);
            strangers.giveBack();
        }
        known.giveBack();
    }
}
