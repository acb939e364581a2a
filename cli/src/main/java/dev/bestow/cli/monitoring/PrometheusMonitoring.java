package dev.bestow.cli.monitoring;

import dev.bestow.core.Monitoring;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The figures of one node in a Prometheus registry, each called `bestow_<node>_…`, beside the JVM's own.
final class PrometheusMonitoring implements Monitoring {
    private static final double NS_PER_SECOND = 1e9;

    /// From a vector out of memory to a peer that let its deadline pass.
    private static final double[] UP_TO_SECONDS = {
        0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1,
        2.5, 5, 10, 30
    };

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final List<Supplier<List<String>>> needs = new CopyOnWriteArrayList<>();
    private final String prefix;

    PrometheusMonitoring(String node) {
        prefix = "bestow_" + node + "_";
        JvmMetrics.builder().register(registry);
    }

    @Override
    public void counter(Metric metric, Consumer<Reading> read) {
        var _ =
                CounterWithCallback.builder()
                        .name(prefix + metric.name())
                        .help(metric.help())
                        .labelNames(names(metric))
                        .callback(callback ->
                                read.accept(
                                        (value, labels) -> callback.call((double) value, labels)))
                        .register(registry);
    }

    @Override
    public void gauge(Metric metric, Consumer<Reading> read) {
        var _ =
                GaugeWithCallback.builder()
                        .name(prefix + metric.name())
                        .help(metric.help())
                        .labelNames(names(metric))
                        .callback(callback ->
                                read.accept(
                                        (value, labels) -> callback.call((double) value, labels)))
                        .register(registry);
    }

    @Override
    public Timings timings(Metric metric) {
        Histogram histogram =
                Histogram.builder()
                        .name(prefix + metric.name())
                        .help(metric.help())
                        .labelNames(names(metric))
                        .classicOnly()
                        .classicUpperBounds(UP_TO_SECONDS)
                        .register(registry);
        return (durationNs, labels) ->
                histogram.labelValues(labels).observe((double) durationNs / NS_PER_SECOND);
    }

    private static String[] names(Metric metric) {
        return metric.labels().toArray(String[]::new);
    }

    @Override
    public void readiness(Supplier<List<String>> missing) {
        needs.add(missing);
    }

    /// What all that registered miss.
    List<String> missing() {
        return needs.stream().map(Supplier::get).flatMap(List::stream).toList();
    }

    /// All of it, read now, in the text format.
    String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
