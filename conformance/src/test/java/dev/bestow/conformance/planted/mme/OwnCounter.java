package dev.bestow.conformance.planted.mme;

import io.prometheus.metrics.core.metrics.Counter;

/// A node that knows who counts.
final class OwnCounter {
    private static final Counter ATTACHES = Counter.builder().name("attaches").register();

    void attached() {
        ATTACHES.inc();
    }
}
