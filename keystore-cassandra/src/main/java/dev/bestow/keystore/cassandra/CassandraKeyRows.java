package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.history.ConfirmedRow;
import dev.bestow.keystore.history.GutiOwner;
import dev.bestow.keystore.history.KeyHistory;
import dev.bestow.keystore.history.KeyRow;
import dev.bestow.keystore.history.KeyRows;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Key histories as facts. A history is never stored: it is what the facts in the cluster amount to, and a
/// change of it is written as the facts that were added and the removal of those that count no more. Two
/// processes that change one history at the same moment both add their facts; the next reader sees both.
///
/// A fact removed because it was one too many stays removed, also when it is told again; but a key comes back that
/// gave way while pending and then was confirmed.
final class CassandraKeyRows implements KeyRows {
    private static final String KEYS =
            "SELECT rand, epoch, issue, floor, floor_until, ks, external_identifier, visited_plmn,"
                    + " requesting_host, expires_at, pushed_at, allowed_as, confidentiality"
                    + " FROM pushed_keys WHERE imsi = ?";
    private static final String CONFIRMATIONS =
            "SELECT rand, guti, eksi, restart_count, serial, first_at FROM confirmations WHERE imsi"
                    + " = ?";
    private static final String OWNER =
            "SELECT restart_count, serial, imsi, kept_until FROM guti_owners WHERE guti = ? LIMIT"
                    + " 1";
    private static final String OWN =
            "INSERT INTO guti_owners (guti, restart_count, serial, imsi, kept_until) VALUES (?, ?,"
                    + " ?, ?, ?) USING TTL ?";
    private static final String SUBSCRIBERS = "SELECT imsi FROM rands WHERE rand_id = ? LIMIT ?";
    private static final String UNMATCHED_SUBSCRIBERS =
            "SELECT imsi FROM parked_rands WHERE rand_id = ? LIMIT ?";
    private static final String SUBSCRIBERS_WITH_KEYS = "SELECT DISTINCT imsi FROM pushed_keys";
    private static final String CONFIRMED_SUBSCRIBERS = "SELECT DISTINCT imsi FROM confirmations";
    private static final String OWNERS =
            "SELECT guti, restart_count, serial, imsi, kept_until FROM guti_owners";
    private static final String DISOWN =
            "DELETE FROM guti_owners WHERE guti = ? AND restart_count = ? AND serial = ? AND imsi ="
                    + " ? AND kept_until = ?";

    private final Cluster cluster;
    private final KeyRingLimits limits;
    private final TimeToLive timeToLive;
    private final HistoryChange change;

    CassandraKeyRows(Cluster cluster, KeyRingLimits limits, TimeToLive timeToLive) {
        this.cluster = cluster;
        this.limits = limits;
        this.timeToLive = timeToLive;
        this.change = new HistoryChange(cluster, limits, timeToLive);
    }

    @Override
    public KeyHistory history(Imsi imsi) {
        List<List<Row>> rows =
                cluster.readAll(
                        List.of(
                                cluster.bind(KEYS, imsi.digits()),
                                cluster.bind(CONFIRMATIONS, imsi.digits())));
        List<KeyRow> keys = new ArrayList<>();
        long floor = 0;
        long floorUntil = 0;
        for (Row row : rows.getFirst()) {
            floor = row.getLong("floor");
            floorUntil = row.getLong("floor_until");
            if (!row.isNull("rand") && !row.isNull("ks")) {
                keys.add(FactRows.key(row));
            }
        }
        List<ConfirmedRow> confirmed = rows.getLast().stream().map(FactRows::confirmed).toList();
        return KeyHistory.ofFacts(floor, floorUntil, keys, confirmed, limits);
    }

    @Override
    public Optional<GutiOwner> owner(Guti guti) {
        return cluster.read(OWNER, Cells.blob(guti.encode())).stream()
                .findFirst()
                .map(FactRows::owner);
    }

    @Override
    public List<Imsi> subscribersOf(RandId id, int limit) {
        Set<Imsi> imsis = new LinkedHashSet<>(subscribers(SUBSCRIBERS, id, limit));
        if (imsis.size() < limit) {
            imsis.addAll(subscribers(UNMATCHED_SUBSCRIBERS, id, limit));
        }
        return imsis.stream().limit(limit).toList();
    }

    private List<Imsi> subscribers(String statement, RandId id, int limit) {
        return cluster.read(statement, id.value(), limit).stream()
                .map(row -> Imsi.parse(Cells.text(row, "imsi")))
                .toList();
    }

    @Override
    public KeyHistory merge(Imsi imsi, UnaryOperator<KeyHistory> rule) {
        return change(imsi, history(imsi), rule);
    }

    private KeyHistory change(Imsi imsi, KeyHistory before, UnaryOperator<KeyHistory> rule) {
        KeyHistory after = rule.apply(before);
        cluster.writeAll(change.writes(imsi, before, after));
        return after;
    }

    @Override
    public KeyHistory mergeOwned(
            Imsi imsi, UnaryOperator<KeyHistory> rule, Guti guti, GutiOwner owner) {
        cluster.write(
                OWN,
                Cells.blob(guti.encode()),
                owner.mmeRestartCount(),
                owner.serial(),
                owner.imsi().digits(),
                owner.keptUntilMs(),
                timeToLive.seconds(owner.keptUntilMs()));
        return merge(imsi, rule);
    }

    /// Reads everything there is. The cluster's own times to live end the same facts some time later, so
    /// nobody has to do this.
    @Override
    public long sweep(UnaryOperator<KeyHistory> rule, Predicate<GutiOwner> forgotten) {
        cluster.scan(
                OWNERS,
                row -> {
                    if (forgotten.test(FactRows.owner(row))) {
                        disown(row);
                    }
                });
        Set<Imsi> imsis = new TreeSet<>();
        for (String table : List.of(SUBSCRIBERS_WITH_KEYS, CONFIRMED_SUBSCRIBERS)) {
            cluster.scan(table, row -> imsis.add(Imsi.parse(Cells.text(row, "imsi"))));
        }
        long changed = 0;
        for (Imsi imsi : imsis) {
            KeyHistory before = history(imsi);
            changed += change(imsi, before, rule).equals(before) ? 0 : 1;
        }
        return changed;
    }

    private void disown(Row row) {
        cluster.write(
                DISOWN,
                row.getByteBuffer("guti"),
                row.getLong("restart_count"),
                row.getLong("serial"),
                Cells.text(row, "imsi"),
                row.getLong("kept_until"));
    }
}
