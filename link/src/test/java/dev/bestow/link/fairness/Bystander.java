package dev.bestow.link.fairness;

import java.time.Duration;

/// A virtual thread that has nothing to do with those that are busy.
public final class Bystander {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Bystander() {}

    /// As many busy loops leave no processor idle.
    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /// Whether one that starts now gets to run.
    public static boolean hasATurn() throws InterruptedException {
        return Thread.ofVirtual().start(() -> {}).join(PATIENCE);
    }
}
