package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import com.datastax.oss.driver.internal.core.specex.ConstantSpeculativeExecutionPolicy;

import dev.bestow.core.Ports;
import dev.bestow.keystore.StoreFailure;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A session with the cluster. Everything is read and written at LOCAL_QUORUM, so what one node was
/// acknowledged every other one reads. Every statement is idempotent: one that fails is tried again after
/// a pause that doubles, reads that are slow are asked of a second replica meanwhile, and what still fails
/// is a [StoreFailure]. Thread-safe; callers wait, virtual threads cheaply.
final class Cluster implements AutoCloseable {
    private static final int ATTEMPTS = 5;
    private static final long FIRST_PAUSE_MS = 50;

    /// Of those for tables that were just made, some 13 s together.
    private static final long LONGEST_PAUSE_MS = 6_400;

    private static final Duration REQUEST = Duration.ofSeconds(3);
    private static final Duration SCHEMA_CHANGE = Duration.ofSeconds(60);
    private static final Duration SETTLING = Duration.ofMillis(20);
    private static final Duration SPECULATION = Duration.ofMillis(150);
    private static final String READ = "read";
    private static final String SCHEMA = "SELECT schema_version FROM system.local";

    private final CqlSession session;
    private final Ports ports;
    private final Map<String, PreparedStatement> prepared = new ConcurrentHashMap<>();

    private Cluster(CqlSession session, Ports ports) {
        this.session = session;
        this.ports = ports;
    }

    /// Connects to the keyspace of `config`.
    static Cluster connect(ClusterConfig config, Ports ports) {
        return connect(config, ports, builder(config).withKeyspace(config.keyspace()));
    }

    /// Makes what is missing of keyspace and tables, and connects once every node that is up knows them. Idempotent.
    static Cluster init(ClusterConfig config, Ports ports) {
        try (Cluster cluster = connect(config, ports, builder(config))) {
            cluster.makeTables(config);
        }
        return connect(config, ports);
    }

    /// All by one node: another one may not know yet what was made just before, and two that make the same table
    /// make two.
    private void makeTables(ClusterConfig config) {
        String keyspace = config.keyspace();
        ResultSet made = change(Tables.createKeyspace(keyspace, config.replication()), null);
        Node maker = Objects.requireNonNull(made.getExecutionInfo().getCoordinator());
        Tables.create(keyspace).forEach(cql -> change(cql, maker));
        awaitAgreement(maker);
    }

    /// Asks each node itself. The driver, whose own waiting is off, would ask the one it is connected to what it
    /// heard, and that one may have heard nothing yet of a change that another one made.
    private void awaitAgreement(Node maker) {
        for (long pauseMs = FIRST_PAUSE_MS; ; pauseMs *= 2) {
            Optional<UUID> made = schemaVersion(maker);
            List<Node> behind =
                    session.getMetadata().getNodes().values().stream()
                            .filter(node -> node.getOpenConnections() > 0)
                            .filter(node -> !schemaVersion(node).equals(made))
                            .toList();
            if (made.isPresent() && behind.isEmpty()) {
                return;
            }
            if (pauseMs > LONGEST_PAUSE_MS) {
                throw new StoreFailure(
                        "the tables are made, but some nodes of the Cassandra cluster do not know"
                                + " them yet: "
                                + behind.stream().map(Node::getEndPoint).toList()
                                + "; run again: bestow store init");
            }
            pause(pauseMs);
        }
    }

    /// Empty when the node does not say.
    private Optional<UUID> schemaVersion(Node node) {
        try {
            return Optional.ofNullable(
                            session.execute(SimpleStatement.newInstance(SCHEMA).setNode(node))
                                    .one())
                    .map(row -> row.getUuid("schema_version"));
        } catch (DriverException e) {
            return Optional.empty();
        }
    }

    private static Cluster connect(ClusterConfig config, Ports ports, CqlSessionBuilder builder) {
        try {
            return new Cluster(builder.build(), ports);
        } catch (DriverException e) {
            throw new StoreFailure(
                    "Cassandra keyspace "
                            + config.keyspace()
                            + " in datacentre "
                            + config.datacentre()
                            + " does not open by "
                            + config.contactPoints()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static CqlSessionBuilder builder(ClusterConfig config) {
        DriverConfigLoader options =
                DriverConfigLoader.programmaticBuilder()
                        .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                        .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "LOCAL_SERIAL")
                        .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, true)
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, REQUEST)
                        .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, REQUEST)
                        .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, REQUEST)
                        .withDuration(
                                DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                        .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, SETTLING)
                        .withDuration(
                                DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT,
                                Duration.ZERO)
                        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                        .startProfile(READ)
                        .withClass(
                                DefaultDriverOption.SPECULATIVE_EXECUTION_POLICY_CLASS,
                                ConstantSpeculativeExecutionPolicy.class)
                        .withInt(DefaultDriverOption.SPECULATIVE_EXECUTION_MAX, 2)
                        .withDuration(DefaultDriverOption.SPECULATIVE_EXECUTION_DELAY, SPECULATION)
                        .build();
        CqlSessionBuilder builder =
                CqlSession.builder()
                        .withConfigLoader(options)
                        .addContactPoints(config.contactPoints())
                        .withLocalDatacenter(config.datacentre());
        ClusterConfig.Login login = config.login();
        if (login != null) {
            builder.withAuthCredentials(login.role(), login.password());
        }
        if (config.tls() != null) {
            // Whoever our authority vouches for as somebody else is not the cluster.
            builder.withSslEngineFactory(
                    new ProgrammaticSslEngineFactory(config.tls(), null, true));
        }
        return builder;
    }

    /// A statement with its values, in the order of its question marks.
    BoundStatement bind(String cql, @Nullable Object... values) {
        try {
            return prepared.computeIfAbsent(cql, session::prepare).bind(values);
        } catch (DriverException | IllegalStateException e) {
            throw failure(e);
        }
    }

    /// All rows.
    List<Row> read(String cql, Object... values) {
        return readAll(List.of(bind(cql, values))).getFirst();
    }

    /// As many reads at the same time; their rows in the order of `reads`.
    List<List<Row>> readAll(List<BoundStatement> reads) {
        List<List<Row>> rows = new ArrayList<>();
        for (AsyncResultSet first :
                gather(reads.stream().map(r -> r.setExecutionProfileName(READ)).toList())) {
            List<Row> all = new ArrayList<>();
            forEach(first, all::add);
            rows.add(all);
        }
        return rows;
    }

    /// Every row of a whole table, a page at a time.
    void scan(String cql, Consumer<Row> reader) {
        forEach(gather(List.of(bind(cql))).getFirst(), reader);
    }

    /// Writes; a quorum has it when this returns.
    void write(String cql, Object... values) {
        writeAll(List.of(bind(cql, values)));
    }

    /// Writes all of them at the same time; a quorum has each when this returns. When it fails, any of them
    /// may have happened.
    void writeAll(List<BoundStatement> writes) {
        gather(writes);
    }

    /// Writes by a lightweight transaction if its condition holds. One that is repeated may find that it was
    /// the first time that did: what it asks about must be in `holder`.
    ///
    /// @param becomes who is the holder afterwards, or null for nobody
    boolean decide(String cql, @Nullable UUID becomes, Object... values) {
        AsyncResultSet result = gather(List.of(bind(cql, values))).getFirst();
        Row row = Objects.requireNonNull(result.one());
        return row.getBoolean("[applied]")
                || (row.getColumnDefinitions().contains("holder")
                        && Objects.equals(becomes, row.getUuid("holder")));
    }

    private void forEach(AsyncResultSet first, Consumer<Row> reader) {
        AsyncResultSet page = first;
        page.currentPage().forEach(reader);
        while (page.hasMorePages()) {
            page = result(page::fetchNextPage);
            page.currentPage().forEach(reader);
        }
    }

    private List<AsyncResultSet> gather(List<BoundStatement> statements) {
        List<CompletionStage<AsyncResultSet>> started =
                statements.stream().map(session::executeAsync).toList();
        List<AsyncResultSet> results = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            BoundStatement statement = statements.get(i);
            results.add(result(started.get(i), () -> session.executeAsync(statement)));
        }
        return results;
    }

    private AsyncResultSet result(Supplier<CompletionStage<AsyncResultSet>> request) {
        return result(request.get(), request);
    }

    /// The outcome of `first`, or of as many repetitions as it takes and are allowed.
    private AsyncResultSet result(
            CompletionStage<AsyncResultSet> first,
            Supplier<CompletionStage<AsyncResultSet>> again) {
        CompletionStage<AsyncResultSet> attempt = first;
        long pauseMs = FIRST_PAUSE_MS;
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt.toCompletableFuture().join();
            } catch (CompletionException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                if (attempts == ATTEMPTS || !mayPass(cause)) {
                    throw failure(cause);
                }
            }
            pause(pauseMs);
            pauseMs *= 2;
            attempt = again.get();
        }
    }

    private static boolean mayPass(Throwable cause) {
        return cause instanceof DriverException && !(cause instanceof QueryValidationException);
    }

    /// Up to half as long again, so that not all come back at once.
    void pause(long ms) {
        CompletableFuture<Boolean> over = new CompletableFuture<>();
        long longer = Math.floorMod(ports.entropy().nextInt(), ms / 2);
        var _ = ports.timers().after(ms + longer, () -> over.complete(true));
        over.join();
    }

    private ResultSet change(String cql, @Nullable Node maker) {
        try {
            return session.execute(
                    SimpleStatement.newInstance(cql).setTimeout(SCHEMA_CHANGE).setNode(maker));
        } catch (DriverException e) {
            throw failure(e);
        }
    }

    private static StoreFailure failure(Throwable cause) {
        return cause instanceof DriverException
                ? new StoreFailure(
                        "no quorum of the Cassandra cluster: " + cause.getMessage(), cause)
                : new StoreFailure("the store is closed", cause);
    }

    @Override
    public void close() {
        session.close();
    }
}
