package dev.bestow.mme;

import dev.bestow.core.Counts;
import dev.bestow.core.Monitoring;

/// How many authentications the network has begun with registered UEs, by their cause. Thread-safe.
final class ReauthenticationCounts {
    private final Counts<ReauthenticationCause> counts = new Counts<>(ReauthenticationCause.class);

    /// Counts one that was begun.
    ///
    /// @return `begun`
    boolean when(ReauthenticationCause cause, boolean begun) {
        if (begun) {
            counts.count(cause);
        }
        return begun;
    }

    void tell(Monitoring monitoring) {
        monitoring.counter(
                Monitoring.Metric.of(
                        "reauthentications",
                        "Authentications begun with registered UEs, by what made them due.",
                        "cause"),
                counts::each);
    }
}
