package dev.bestow.keyserver;

import dev.bestow.core.Monitoring;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.core.Monitoring.Timings;
import dev.bestow.wire.north.RetrievalAnswer;

import java.util.concurrent.atomic.LongAdder;

/// How long retrievals of keys take and what they come to, and how many found a key that does not unwrap.
final class RetrievalMetrics {
    private final Timings retrievals;
    private final LongAdder unreadable = new LongAdder();

    RetrievalMetrics(Monitoring monitoring) {
        retrievals =
                monitoring.timings(
                        Metric.of(
                                "northbound_retrieval_duration_seconds",
                                "Retrievals of keys by application servers, by what they were"
                                        + " answered.",
                                "answer"));
        monitoring.counter(
                "keys_not_unwrapped",
                "Retrievals that met a key which does not unwrap: its epoch key is gone, or its row"
                        + " is damaged.",
                unreadable::sum);
    }

    void answered(Retrieval retrieval, long durationNs) {
        Retrieval.Withheld withheld = retrieval.withheld();
        retrievals.took(
                durationNs, withheld == null ? label(retrieval.answer()) : withheld.label());
    }

    void unreadable() {
        unreadable.increment();
    }

    private static String label(RetrievalAnswer answer) {
        return switch (answer) {
            case RetrievalAnswer.Keys _ -> "keys";
            case RetrievalAnswer.NotAvailable _ -> "not_available";
            case RetrievalAnswer.NotYet _ -> "not_yet";
            case RetrievalAnswer.NotAuthorised _ -> "not_authorised";
            case RetrievalAnswer.RootMismatch _ -> "root_mismatch";
            case RetrievalAnswer.TooMany _ -> "too_many";
            case RetrievalAnswer.SourceUnavailable _ -> "source_unavailable";
        };
    }
}
