package dev.bestow.keystore.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.StoreTooNew;
import dev.bestow.keystore.contract.StoreContract;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The contract on one real node.
final class CassandraStoreTest implements StoreContract {
    @TempDir private static Path folder;
    private static CassandraServer server;
    private static TestKeyspaces keyspaces;

    private final List<NodeStore> opened = new ArrayList<>();
    private NodeStore store;
    private int others;

    @BeforeAll
    static void start() {
        CassandraServer.require();
        server = CassandraServer.start(1, folder.resolve("1"));
        keyspaces = new TestKeyspaces(config("bestow"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            keyspaces.close();
            server.close();
        }
    }

    @BeforeEach
    void open() {
        store = empty("bestow");
    }

    @AfterEach
    void close() {
        opened.forEach(NodeStore::close);
    }

    private static ClusterConfig config(String keyspace) {
        return new ClusterConfig(
                List.of(CassandraServer.address(1)),
                "datacenter1",
                keyspace,
                Map.of("datacenter1", 1),
                null,
                null);
    }

    private NodeStore empty(String keyspace) {
        keyspaces.empty(config(keyspace));
        return opened(keyspace);
    }

    private NodeStore opened(String keyspace) {
        NodeStore another = CassandraStore.open(config(keyspace), TestPorts.PORTS);
        opened.add(another);
        return another;
    }

    @Override
    public NodeStore store() {
        return store;
    }

    @Override
    public NodeStore reopened() {
        store.close();
        store = opened("bestow");
        return store;
    }

    @Override
    public NodeStore another() {
        return empty("other" + others++);
    }

    @Test
    void aKeyspaceThatIsNotThereOrOfALaterVersionIsRefused() {
        assertThatThrownBy(() -> CassandraStore.open(config("nowhere"), TestPorts.PORTS))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("nowhere");
        keyspaces.change("UPDATE bestow.format SET format = 2 WHERE name = 'store'");
        assertThatThrownBy(() -> CassandraStore.open(config("bestow"), TestPorts.PORTS))
                .isInstanceOf(StoreTooNew.class)
                .hasMessageContaining("keyspace bestow has format 2");
        keyspaces.change("UPDATE bestow.format SET format = 1 WHERE name = 'store'");
        CassandraStore.open(config("bestow"), TestPorts.PORTS).close();
    }

    @Test
    void initChangesNothingThatIsThere() {
        store.sqnCeilings().raiseCeiling(1, 77);
        CassandraStore.init(config("bestow"), TestPorts.PORTS);
        assertThat(reopened().sqnCeilings().ceiling(1)).isEqualTo(77);
    }
}
