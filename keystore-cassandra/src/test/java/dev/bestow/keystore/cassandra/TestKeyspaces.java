package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Keyspaces that are made once and emptied for each test, for making one takes seconds.
final class TestKeyspaces implements AutoCloseable {
    private static final List<String> TABLES =
            List.of(
                    "ceilings",
                    "subscribers",
                    "subscriber_index",
                    "pushed_keys",
                    "anchor_keys",
                    "anchor_rands",
                    "key_proofs",
                    "confirmations",
                    "guti_owners",
                    "rands",
                    "parked_rands",
                    "claims",
                    "epoch_keys",
                    "key_checks",
                    "locations",
                    "notices");
    private final Set<String> made = new HashSet<>();
    private final CqlSession session;

    TestKeyspaces(ClusterConfig config) {
        session =
                CqlSession.builder()
                        .addContactPoints(config.contactPoints())
                        .withLocalDatacenter(config.datacentre())
                        .build();
    }

    @Override
    public void close() {
        session.close();
    }

    void empty(ClusterConfig config) {
        if (made.add(config.keyspace())) {
            CassandraStore.init(config, TestPorts.PORTS);
        } else {
            TABLES.stream()
                    .map(table -> statement("TRUNCATE " + config.keyspace() + "." + table))
                    .map(session::executeAsync)
                    .toList()
                    .forEach(done -> done.toCompletableFuture().join());
        }
    }

    void change(String cql) {
        session.execute(statement(cql));
    }

    private static SimpleStatement statement(String cql) {
        return SimpleStatement.newInstance(cql).setTimeout(Duration.ofSeconds(60));
    }
}
