package dev.bestow.core;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// What a component tells those who watch its node: figures, and what it lacks to do its work. Figures are read when
/// somebody asks for them, on the asker's thread, so a component goes on counting as it does; only times are told as
/// they are taken. Each name is registered once. Thread-safe.
///
/// Names are lower case with underscores and end with their unit; the node's own prefix is put before them. Values of
/// a label come from the configuration or from a closed set: never an IMSI, never what a stranger may choose.
public interface Monitoring {
    /// Nobody watches.
    Monitoring NONE = new Monitoring() {};

    /// A figure, or a family of them that differ in `labels`.
    ///
    /// @param help one sentence for whoever reads it
    record Metric(String name, String help, List<String> labels) {
        public Metric {
            labels = List.copyOf(labels);
        }

        public static Metric of(String name, String help, String... labels) {
            return new Metric(name, help, List.of(labels));
        }
    }

    /// Takes the values of a metric while it is read.
    @FunctionalInterface
    interface Reading {
        /// @param labels one value for each label of the metric, in its order
        void value(long value, String... labels);
    }

    /// Takes durations.
    @FunctionalInterface
    interface Timings {
        /// Nobody wants to know: what costs something to find out need not be.
        Timings NONE = (_, _) -> {};

        /// @param labels one value for each label of the metric, in its order
        void took(long durationNs, String... labels);
    }

    /// A figure that only grows.
    default void counter(Metric metric, Consumer<Reading> read) {}

    /// A counter without labels.
    default void counter(String name, String help, LongSupplier count) {
        counter(Metric.of(name, help), reading -> reading.value(count.getAsLong()));
    }

    /// A figure that rises and falls.
    default void gauge(Metric metric, Consumer<Reading> read) {}

    /// A gauge without labels.
    default void gauge(String name, String help, LongSupplier value) {
        gauge(Metric.of(name, help), reading -> reading.value(value.getAsLong()));
    }

    /// How long something takes, as a distribution.
    default Timings timings(Metric metric) {
        return Timings.NONE;
    }

    /// Something the node needs: `missing` says what of it is not there, in words for an operator; nothing when all is.
    default void readiness(Supplier<List<String>> missing) {}
}
