package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.keystore.CredentialChange;
import dev.bestow.keystore.SqnCeilings;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberSlot;
import dev.bestow.keystore.SubscriberStore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// Subscribers and ceilings. Epochs are rows of their own, and a floor and an offset carry themselves as
/// their write timestamps, so neither shrinks. Within an epoch the last write counts: it is stamped later than
/// the one it has read, whatever its clock says. Credentials wrapped again are stamped right after what they
/// were wrapped from, so a row that is provisioned at the same moment is the later one.
///
/// A sequence number is taken by one caller at a time *within this process*. Two HSS instances may take the
/// same SEQ at the same moment; they differ in IND, and so do the sequence numbers.
final class CassandraSubscribers implements SubscriberStore, SqnCeilings {
    private static final String SLOT =
            "SELECT imsi, epoch, floor, algorithm, k, opc, amf, ind_bits, delta, scheme, e2m_keys,"
                    + " external_identifier, allowed_as, apn, profile, ambr_uplink, ambr_downlink,"
                    + " access_restrictions, msisdn, application_identities, sqn_offset,"
                    + " writetime(algorithm) AS written FROM subscribers WHERE imsi = ?";
    private static final String OFFSET =
            "UPDATE subscribers USING TIMESTAMP ? SET sqn_offset = ? WHERE imsi = ? AND epoch = ?";
    private static final String FLOOR =
            "UPDATE subscribers USING TIMESTAMP ? SET floor = ? WHERE imsi = ?";
    private static final String REWRAP =
            "UPDATE subscribers USING TIMESTAMP ? SET algorithm = ?, k = ?, opc = ?, amf = ?"
                    + " WHERE imsi = ? AND epoch = ?";
    private static final String DROP_BELOW = "DELETE FROM subscribers WHERE imsi = ? AND epoch < ?";
    private static final String INDEX =
            "INSERT INTO subscriber_index (bucket, imsi) VALUES (?, ?) USING TIMESTAMP ?";
    private static final String UNINDEX =
            "DELETE FROM subscriber_index USING TIMESTAMP ? WHERE bucket = ? AND imsi = ?";
    private static final String PAGE =
            "SELECT imsi FROM subscriber_index WHERE bucket = ? AND imsi > ? LIMIT ?";
    private static final String COUNT = "SELECT count(*) FROM subscriber_index WHERE bucket = ?";

    /// Writes under way at the same time.
    private static final int BATCH = 256;

    private final Cluster cluster;
    private final Clock clock;
    private final CassandraInstances instances;
    private final Stripes stripes = new Stripes();

    CassandraSubscribers(Cluster cluster, Clock clock, CassandraInstances instances) {
        this.cluster = cluster;
        this.clock = clock;
        this.instances = instances;
    }

    /// What is stored of one IMSI, and when the row of its highest epoch was written.
    private record Stored(SubscriberSlot slot, long writtenUs) {}

    @Override
    public Optional<Subscriber> find(Imsi imsi) {
        return stored(imsi).slot().subscriber();
    }

    @Override
    public long epochFloor(Imsi imsi) {
        return stored(imsi).slot().epochFloor();
    }

    @Override
    public List<Imsi> putAll(List<Subscriber> rows) {
        Map<Imsi, Stored> before = stored(rows.stream().map(Subscriber::imsi).distinct().toList());
        List<Imsi> stale = new ArrayList<>();
        List<BoundStatement> writes = new ArrayList<>();
        for (Subscriber row : rows) {
            Stored known = Objects.requireNonNull(before.get(row.imsi()));
            Optional<SubscriberSlot> after = known.slot().with(row);
            if (after.isEmpty()) {
                stale.add(row.imsi());
            } else {
                long stamp = Math.max(clock.nowMs() * 1_000, known.writtenUs() + 2);
                writes.addAll(put(row, stamp));
                before.put(row.imsi(), new Stored(after.get(), stamp));
            }
        }
        if (stale.isEmpty()) {
            writeAll(writes);
        }
        return stale;
    }

    private void writeAll(List<BoundStatement> writes) {
        for (int from = 0; from < writes.size(); from += BATCH) {
            cluster.writeAll(writes.subList(from, Math.min(writes.size(), from + BATCH)));
        }
    }

    private List<BoundStatement> put(Subscriber row, long stampUs) {
        String imsi = row.imsi().digits();
        List<BoundStatement> writes = new ArrayList<>();
        writes.add(SubscriberRow.put(cluster, row, stampUs));
        writes.add(cluster.bind(INDEX, Tables.bucket(imsi), imsi, 2 * row.epoch()));
        if (row.sqnOffset() > 0) {
            writes.add(cluster.bind(OFFSET, row.sqnOffset(), row.sqnOffset(), imsi, row.epoch()));
        }
        if (row.epoch() > Subscriber.FIRST_EPOCH) {
            writes.add(cluster.bind(DROP_BELOW, imsi, row.epoch()));
        }
        return writes;
    }

    @Override
    public List<Imsi> replaceCredentials(List<CredentialChange> changes) {
        Map<Imsi, Stored> before =
                stored(changes.stream().map(CredentialChange::imsi).distinct().toList());
        List<Imsi> contested = new ArrayList<>();
        List<BoundStatement> writes = new ArrayList<>();
        for (CredentialChange change : changes) {
            Stored known = Objects.requireNonNull(before.get(change.imsi()));
            known.slot()
                    .with(change)
                    .ifPresentOrElse(
                            after -> writes.add(rewrap(change, after, known.writtenUs() + 1)),
                            () -> contested.add(change.imsi()));
        }
        writeAll(writes);
        return contested;
    }

    private BoundStatement rewrap(CredentialChange change, SubscriberSlot after, long stampUs) {
        return cluster.bind(
                REWRAP,
                stampUs,
                change.next().algorithm(),
                Cells.blob(change.next().wrappedK()),
                Cells.blob(change.next().wrappedOpc()),
                Cells.blob(change.next().amf()),
                change.imsi().digits(),
                after.epochFloor());
    }

    @Override
    public OptionalLong remove(Imsi imsi) {
        Optional<SubscriberSlot.Withdrawn> after = stored(imsi).slot().withdrawn();
        if (after.isEmpty()) {
            return OptionalLong.empty();
        }
        long floor = after.get().floor();
        String digits = imsi.digits();
        cluster.write(FLOOR, floor, floor, digits);
        cluster.writeAll(
                List.of(
                        cluster.bind(DROP_BELOW, digits, floor),
                        cluster.bind(UNINDEX, 2 * floor - 1, Tables.bucket(digits), digits)));
        return OptionalLong.of(floor);
    }

    @Override
    public List<Subscriber> list(String after, int limit) {
        List<Subscriber> found = new ArrayList<>();
        String from = after;
        while (found.size() < limit) {
            List<Imsi> page = page(from, Math.min(BATCH, limit - found.size()));
            if (page.isEmpty()) {
                break;
            }
            stored(page).values().forEach(row -> row.slot().subscriber().ifPresent(found::add));
            from = page.getLast().digits();
        }
        return found;
    }

    /// The next IMSIs of the index, in the order of their digits.
    private List<Imsi> page(String after, int limit) {
        List<BoundStatement> reads = new ArrayList<>();
        for (int bucket = 0; bucket < Tables.INDEX_BUCKETS; bucket++) {
            reads.add(cluster.bind(PAGE, bucket, after, limit));
        }
        return cluster.readAll(reads).stream()
                .flatMap(List::stream)
                .map(row -> Cells.text(row, "imsi"))
                .sorted()
                .limit(limit)
                .map(Imsi::parse)
                .toList();
    }

    @Override
    public long count() {
        List<BoundStatement> reads = new ArrayList<>();
        for (int bucket = 0; bucket < Tables.INDEX_BUCKETS; bucket++) {
            reads.add(cluster.bind(COUNT, bucket));
        }
        return cluster.readAll(reads).stream().mapToLong(row -> row.getFirst().getLong(0)).sum();
    }

    @Override
    public long ceiling(int instance) {
        return instances.ceiling(instance);
    }

    @Override
    public void raiseCeiling(int instance, long ceiling) {
        instances.raise(instance, ceiling);
    }

    @Override
    public boolean raiseOffset(Imsi imsi, long epoch, long offset) {
        return stripes.alone(
                imsi,
                () -> {
                    boolean here = stored(imsi).slot().withOffset(epoch, offset).isPresent();
                    if (here && offset > 0) {
                        cluster.write(OFFSET, offset, offset, imsi.digits(), epoch);
                    }
                    return here;
                });
    }

    @Override
    public OptionalLong takeSeq(Imsi imsi, long epoch, long least) {
        return stripes.alone(
                imsi,
                () -> {
                    Optional<SubscriberSlot.Present> after =
                            stored(imsi).slot().withNextSeq(epoch, least);
                    if (after.isEmpty()) {
                        return OptionalLong.empty();
                    }
                    long seq = after.get().row().sqnOffset();
                    cluster.write(OFFSET, seq, seq, imsi.digits(), epoch);
                    return OptionalLong.of(seq);
                });
    }

    private Stored stored(Imsi imsi) {
        return stored(imsi, cluster.read(SLOT, imsi.digits()));
    }

    /// In the order of `imsis`.
    private Map<Imsi, Stored> stored(List<Imsi> imsis) {
        Map<Imsi, Stored> stored = new LinkedHashMap<>();
        for (int from = 0; from < imsis.size(); from += BATCH) {
            List<Imsi> batch = imsis.subList(from, Math.min(imsis.size(), from + BATCH));
            List<List<Row>> rows =
                    cluster.readAll(
                            batch.stream().map(i -> cluster.bind(SLOT, i.digits())).toList());
            for (int i = 0; i < batch.size(); i++) {
                stored.put(batch.get(i), stored(batch.get(i), rows.get(i)));
            }
        }
        return stored;
    }

    private static Stored stored(Imsi imsi, List<Row> rows) {
        long floor = Subscriber.FIRST_EPOCH;
        for (Row row : rows) {
            floor = Math.max(floor, row.getLong("floor"));
        }
        for (Row row : rows) {
            if (!row.isNull("algorithm") && row.getLong("epoch") >= floor) {
                SubscriberSlot present = new SubscriberSlot.Present(SubscriberRow.read(imsi, row));
                return new Stored(present, row.getLong("written"));
            }
        }
        return new Stored(new SubscriberSlot.Withdrawn(floor), 0);
    }
}
