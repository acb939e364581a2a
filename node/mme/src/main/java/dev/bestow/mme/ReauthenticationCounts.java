package dev.bestow.mme;

import dev.bestow.core.Monitoring;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/// How many authentications the network has begun with registered UEs, by their cause. Thread-safe.
final class ReauthenticationCounts {
    private final Map<ReauthenticationCause, LongAdder> counts =
            new EnumMap<>(ReauthenticationCause.class);

    ReauthenticationCounts() {
        for (ReauthenticationCause cause : ReauthenticationCause.values()) {
            counts.put(cause, new LongAdder());
        }
    }

    /// Counts one that was begun.
    ///
    /// @return `begun`
    boolean when(ReauthenticationCause cause, boolean begun) {
        if (begun) {
            Objects.requireNonNull(counts.get(cause)).increment();
        }
        return begun;
    }

    void tell(Monitoring monitoring) {
        monitoring.counter(
                Monitoring.Metric.of(
                        "reauthentications",
                        "Authentications begun with registered UEs, by what made them due.",
                        "cause"),
                reading ->
                        counts.forEach(
                                (cause, count) -> reading.value(count.sum(), cause.label())));
    }
}
