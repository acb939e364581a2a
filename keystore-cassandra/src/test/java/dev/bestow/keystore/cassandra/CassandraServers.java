package dev.bestow.keystore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Whether there is a Cassandra to test with.
final class CassandraServers {
    private CassandraServers() {}

    /// Skips the class and says so when there is none; with `-Dinterop.required=true` it fails.
    static void require() {
        String missing = CassandraServer.missing();
        if (Boolean.getBoolean("interop.required")) {
            assertThat(missing).as("missing for Cassandra, which is required").isEmpty();
        }
        if (!missing.isEmpty()) {
            System.err.println("SKIPPED, " + missing + ": no Cassandra has kept our keys");
        }
        assumeTrue(missing.isEmpty(), missing);
    }
}
