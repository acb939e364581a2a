package dev.bestow.mme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Monitoring;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

class ReauthenticationCountsTest {
    @Test
    void eachIsCountedOnceUnderItsCauseWhenItWasBegun() {
        Map<String, Long> read = new HashMap<>();
        var counts = new ReauthenticationCounts();
        counts.when(ReauthenticationCause.INTERVAL, true);
        counts.when(ReauthenticationCause.INTERVAL, true);
        counts.when(ReauthenticationCause.KEYS, false);
        counts.when(ReauthenticationCause.REQUEST, true);
        counts.tell(
                new Monitoring() {
                    @Override
                    public void counter(Metric metric, Consumer<Reading> reader) {
                        assertThat(metric.name()).isEqualTo("reauthentications");
                        reader.accept((value, labels) -> read.put(labels[0], value));
                    }
                });
        assertThat(read).isEqualTo(Map.of("interval", 2L, "keys", 0L, "request", 1L));
    }
}
