package dev.bestow.cli.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Monitoring.Metric;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// What Prometheus scrapes.
class PrometheusMonitoringTest {
    private final PrometheusMonitoring monitoring = new PrometheusMonitoring("hss");

    @Test
    void aCounterIsReadWhenItIsScraped() {
        AtomicLong count = new AtomicLong();
        monitoring.counter("requests", "Requests.", count::get);
        count.set(3);
        assertThat(monitoring.text())
                .contains("# HELP bestow_hss_requests_total Requests.")
                .contains("# TYPE bestow_hss_requests_total counter")
                .contains("bestow_hss_requests_total 3.0\n");
        count.set(4);
        assertThat(monitoring.text()).contains("bestow_hss_requests_total 4.0\n");
    }

    @Test
    void aGaugeHasAValueForEachOfItsLabels() {
        monitoring.gauge(
                Metric.of("peer_up", "Peers.", "peer", "role"),
                reading -> {
                    reading.value(1, "mme.test", "mme");
                    reading.value(0, "scef.test", "scef");
                });
        assertThat(monitoring.text())
                .contains("bestow_hss_peer_up{peer=\"mme.test\",role=\"mme\"} 1.0\n")
                .contains("bestow_hss_peer_up{peer=\"scef.test\",role=\"scef\"} 0.0\n");
    }

    @Test
    void durationsAreAHistogramInSeconds() {
        var timings = monitoring.timings(Metric.of("duration_seconds", "Durations.", "command"));
        timings.took(2_000_000, "AIR");
        assertThat(monitoring.text())
                .contains("bestow_hss_duration_seconds_bucket{command=\"AIR\",le=\"0.001\"} 0\n")
                .contains("bestow_hss_duration_seconds_bucket{command=\"AIR\",le=\"0.0025\"} 1\n")
                .contains("bestow_hss_duration_seconds_sum{command=\"AIR\"} 0.002\n");
    }

    @Test
    void theJvmTellsOfItself() {
        assertThat(monitoring.text())
                .contains("jvm_memory_used_bytes", "jvm_gc_collection_seconds");
    }

    @Test
    void whatIsMissingIsGatheredFromAll() {
        monitoring.readiness(() -> List.of("a peer"));
        monitoring.readiness(List::of);
        assertThat(monitoring.missing()).containsExactly("a peer");
    }
}
