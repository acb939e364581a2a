package dev.bestow.hse;

import dev.bestow.core.Monitoring;
import dev.bestow.core.Monitoring.Metric;
import dev.bestow.link.radius.AccountingCounts;

import java.util.function.Supplier;

/// What an HSE tells of the accounting it gets.
public final class AccountingMetrics {
    private AccountingMetrics() {}

    public static void tell(
            Monitoring monitoring,
            Supplier<AccountingCounts> messages,
            Supplier<AccountedCounts> sessions) {
        monitoring.counter(
                Metric.of(
                        "accounting_messages",
                        "Datagrams on the accounting port, by what came of them.",
                        "outcome"),
                reading -> {
                    AccountingCounts counts = messages.get();
                    reading.value(counts.taken(), "taken");
                    reading.value(counts.repeated(), "repeated");
                    reading.value(counts.strangers(), "stranger");
                    reading.value(counts.unauthentic(), "unauthentic");
                    reading.value(counts.malformed(), "malformed");
                });
        monitoring.counter(
                Metric.of(
                        "accounting_hints",
                        "What gateways told of sessions, by what came of it.",
                        "outcome"),
                reading -> {
                    AccountedCounts counts = sessions.get();
                    reading.value(counts.prefetches(), "prefetch");
                    reading.value(counts.overBudget(), "over_budget");
                    reading.value(counts.incomplete(), "incomplete");
                    reading.value(counts.stale(), "stale");
                    reading.value(counts.displaced(), "displaced");
                });
        monitoring.gauge(
                "accounting_sessions",
                "Sessions of devices known now.",
                () -> sessions.get().sessions());
    }
}
