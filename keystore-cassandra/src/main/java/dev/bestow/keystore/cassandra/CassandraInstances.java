package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Ports;
import dev.bestow.core.Timers.Timer;
import dev.bestow.keystore.StoreFailure;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The HSS instances this process has, and their ceilings. An instance is claimed when its ceiling is first
/// asked for, by a lightweight transaction, for [#LEASE_SECONDS] that are renewed while the process lives.
///
/// The lease is for people: it tells two HSSs of the same number apart when the second one starts. What keeps
/// sequence numbers apart is the ceiling. Only who has the instance raises it, and who comes after begins at the
/// ceiling it finds. A process that slept through its lease may go on to its old ceiling and no further, unless
/// nobody was there in between. Thread-safe.
final class CassandraInstances implements AutoCloseable {
    private static final int LEASE_SECONDS = 20;
    private static final long RENEWAL_MS = 5_000;
    private static final long ASK_AGAIN_MS = 1_000;

    private static final String CLAIM =
            "UPDATE ceilings USING TTL ? SET holder = ? WHERE instance = ? IF holder = NULL";
    private static final String RENEW =
            "UPDATE ceilings USING TTL ? SET holder = ? WHERE instance = ? IF holder = ?";
    private static final String RELEASE =
            "UPDATE ceilings SET holder = NULL WHERE instance = ? IF holder = ?";
    private static final String READ = "SELECT ceiling FROM ceilings WHERE instance = ?";
    private static final String RAISE =
            "UPDATE ceilings SET ceiling = ? WHERE instance = ? IF holder = ?";
    private static final String OTHERS = "SELECT instance, holder FROM ceilings";

    private final Cluster cluster;
    private final Ports ports;
    private final UUID self;

    /// Ceilings by instance.
    private final Map<Integer, Long> held = new HashMap<>();

    private @Nullable Timer renewal;
    private boolean closed;

    CassandraInstances(Cluster cluster, Ports ports) {
        this.cluster = cluster;
        this.ports = ports;
        byte[] name = new byte[16];
        ports.entropy().fill(name);
        self = UUID.nameUUIDFromBytes(name);
    }

    /// The ceiling of the instance, which is this process's from here on. A process that was killed keeps it
    /// for the rest of its lease; so long this waits.
    ///
    /// @throws StoreFailure when another process has it
    synchronized long ceiling(int instance) {
        Long known = held.get(instance);
        if (known != null) {
            return known;
        }
        long waitedMs = 0;
        while (!claimed(instance)) {
            if (waitedMs > LEASE_SECONDS * 1_000L + ASK_AGAIN_MS) {
                throw taken(instance);
            }
            cluster.pause(ASK_AGAIN_MS);
            waitedMs += ASK_AGAIN_MS;
        }
        long ceiling = stored(instance);
        held.put(instance, ceiling);
        renewLater();
        return ceiling;
    }

    synchronized void raise(int instance, long ceiling) {
        long known = ceiling(instance);
        if (ceiling <= known) {
            return;
        }
        if (!raised(instance, ceiling) && !raisedAnew(instance, known, ceiling)) {
            throw taken(instance);
        }
        held.put(instance, ceiling);
    }

    /// After the lease ran out: only if nobody has raised it meanwhile, now or ever.
    private boolean raisedAnew(int instance, long known, long ceiling) {
        if (!claimed(instance)) {
            return false;
        }
        if (stored(instance) != known) {
            cluster.decide(RELEASE, null, instance, self);
            return false;
        }
        return raised(instance, ceiling);
    }

    private boolean claimed(int instance) {
        return cluster.decide(CLAIM, self, LEASE_SECONDS, self, instance);
    }

    private boolean raised(int instance, long ceiling) {
        return cluster.decide(RAISE, self, ceiling, instance, self);
    }

    private long stored(int instance) {
        List<Row> rows = cluster.read(READ, instance);
        return rows.isEmpty() ? 0 : rows.getFirst().getLong("ceiling");
    }

    private static StoreFailure taken(int instance) {
        return new StoreFailure(
                "HSS instance "
                        + instance
                        + " is in use by another process of this keyspace; give each HSS a"
                        + " policy.hssInstance of its own");
    }

    private void renewLater() {
        if (renewal == null && !closed) {
            renewal = ports.timers().after(RENEWAL_MS, () -> Thread.ofVirtual().start(this::renew));
        }
    }

    /// What fails here is noticed when the ceiling is raised.
    private synchronized void renew() {
        renewal = null;
        if (closed) {
            return;
        }
        try {
            for (int instance : held.keySet()) {
                cluster.decide(RENEW, self, LEASE_SECONDS, self, instance, self);
            }
        } catch (StoreFailure e) {
            // The cluster does not answer; the next renewal may find it again.
        }
        renewLater();
    }

    /// Whether another process has an instance.
    synchronized boolean othersAreThere() {
        return cluster.read(OTHERS).stream()
                .anyMatch(row ->
                        row.getUuid("holder") != null && !self.equals(row.getUuid("holder")));
    }

    /// Gives them back, so that the next process need not wait.
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (renewal != null) {
            renewal.cancel();
        }
        try {
            for (int instance : held.keySet()) {
                cluster.decide(RELEASE, null, instance, self);
            }
        } catch (StoreFailure e) {
            // They are free when their lease is over.
        }
    }
}
