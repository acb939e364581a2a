package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.history.ConfirmedRow;
import dev.bestow.keystore.history.GutiOwner;
import dev.bestow.keystore.history.KeyHistory;
import dev.bestow.keystore.history.KeyRow;
import dev.bestow.keystore.history.KeyRows;
import dev.bestow.keystore.history.KindHistory;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
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
/// gave way while pending and then was proven.
final class CassandraKeyRows implements KeyRows {
    private static final String KEYS =
            "SELECT rand, epoch, issue, floor, floor_until, ks AS wrapped_key, external_identifier,"
                    + " visited_plmn, requesting_host, expires_at, pushed_at, allowed_as,"
                    + " confidentiality, awaits_confirmation, application_identities FROM"
                    + " pushed_keys WHERE imsi = ?";
    private static final String FLOOR =
            "SELECT DISTINCT imsi, floor, floor_until FROM pushed_keys WHERE imsi = ?";
    private static final String OTHER_KEYS =
            "SELECT rand, epoch, issue, wrapped_key, external_identifier, visited_plmn,"
                    + " requesting_host, expires_at, pushed_at, allowed_as, confidentiality,"
                    + " application_identities, short_hash FROM anchor_keys WHERE imsi = ? AND"
                    + " kind = ?";
    private static final String PROOFS =
            "SELECT source, rand, name, epoch, issue, first_at FROM key_proofs"
                    + " WHERE imsi = ? AND kind = ?";
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
    private static final String OTHER_SUBSCRIBERS =
            "SELECT imsi FROM anchor_rands WHERE rand_id = ? AND kind = ? LIMIT ?";
    private static final List<String> SUBSCRIBERS_WITH_FACTS =
            List.of(
                    "SELECT DISTINCT imsi FROM pushed_keys",
                    "SELECT DISTINCT imsi FROM confirmations",
                    "SELECT DISTINCT imsi FROM anchor_keys",
                    "SELECT DISTINCT imsi FROM key_proofs");
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

    /// Of a Ks that awaits its confirmation nothing but a confirmation can be known.
    @Override
    public KindHistory history(Imsi imsi, KeyKind kind) {
        if (kind != KeyKind.KS) {
            return read(imsi, Set.of(kind)).of(kind);
        }
        List<List<Row>> rows =
                cluster.readAll(
                        List.of(
                                cluster.bind(KEYS, imsi.digits()),
                                cluster.bind(CONFIRMATIONS, imsi.digits())));
        List<KeyRow> keys = keys(kind, rows.getFirst());
        List<Row> proofs =
                keys.stream().allMatch(KeyRow::awaitsConfirmation)
                        ? List.of()
                        : cluster.read(PROOFS, imsi.digits(), kind.name());
        KindHistory facts =
                new KindHistory(kind, keys, FactRows.proofs(confirmed(rows.getLast()), proofs));
        return history(rows.getFirst(), List.of(facts)).of(kind);
    }

    /// What is known of some kinds; nothing of the others.
    private KeyHistory read(Imsi imsi, Set<KeyKind> kinds) {
        String digits = imsi.digits();
        List<BoundStatement> reads = new ArrayList<>();
        reads.add(cluster.bind(kinds.contains(KeyKind.KS) ? KEYS : FLOOR, digits));
        for (KeyKind kind : kinds) {
            reads.add(
                    kind == KeyKind.KS
                            ? cluster.bind(CONFIRMATIONS, digits)
                            : cluster.bind(OTHER_KEYS, digits, kind.name()));
            reads.add(cluster.bind(PROOFS, digits, kind.name()));
        }
        List<List<Row>> rows = cluster.readAll(reads);
        Iterator<List<Row>> next = rows.iterator();
        List<Row> pushed = next.next();
        List<KindHistory> facts = new ArrayList<>();
        for (KeyKind kind : kinds) {
            List<Row> first = next.next();
            boolean isKs = kind == KeyKind.KS;
            List<ConfirmedRow> confirmed = isKs ? confirmed(first) : List.of();
            facts.add(
                    new KindHistory(
                            kind,
                            keys(kind, isKs ? pushed : first),
                            FactRows.proofs(confirmed, next.next())));
        }
        return history(pushed, facts);
    }

    /// @param pushed rows of `pushed_keys`, each with the floor
    private KeyHistory history(List<Row> pushed, List<KindHistory> facts) {
        long floor = 0;
        long floorUntil = 0;
        for (Row row : pushed) {
            floor = row.getLong("floor");
            floorUntil = row.getLong("floor_until");
        }
        return KeyHistory.ofFacts(floor, floorUntil, facts, limits);
    }

    private static List<KeyRow> keys(KeyKind kind, List<Row> rows) {
        return rows.stream()
                .filter(row -> !row.isNull("rand") && !row.isNull("wrapped_key"))
                .map(row -> FactRows.key(kind, row))
                .toList();
    }

    private static List<ConfirmedRow> confirmed(List<Row> rows) {
        return rows.stream().map(FactRows::confirmed).toList();
    }

    @Override
    public Optional<GutiOwner> owner(Guti guti) {
        return cluster.read(OWNER, Cells.blob(guti.encode())).stream()
                .findFirst()
                .map(FactRows::owner);
    }

    @Override
    public List<Imsi> subscribersOf(KeyKind kind, RandId id, int limit) {
        if (kind != KeyKind.KS) {
            return imsis(cluster.read(OTHER_SUBSCRIBERS, id.value(), kind.name(), limit));
        }
        Set<Imsi> imsis = new LinkedHashSet<>(imsis(cluster.read(SUBSCRIBERS, id.value(), limit)));
        if (imsis.size() < limit) {
            imsis.addAll(imsis(cluster.read(UNMATCHED_SUBSCRIBERS, id.value(), limit)));
        }
        return imsis.stream().limit(limit).toList();
    }

    private static List<Imsi> imsis(List<Row> rows) {
        return rows.stream().map(row -> Imsi.parse(Cells.text(row, "imsi"))).toList();
    }

    @Override
    public KeyHistory merge(Imsi imsi, Set<KeyKind> kinds, UnaryOperator<KeyHistory> rule) {
        return change(imsi, read(imsi, kinds), rule);
    }

    private KeyHistory change(Imsi imsi, KeyHistory before, UnaryOperator<KeyHistory> rule) {
        KeyHistory after = rule.apply(before);
        cluster.writeAll(change.writes(imsi, before, after));
        return after;
    }

    @Override
    public KeyHistory mergeOwned(
            Imsi imsi,
            Set<KeyKind> kinds,
            UnaryOperator<KeyHistory> rule,
            Guti guti,
            GutiOwner owner) {
        cluster.write(
                OWN,
                Cells.blob(guti.encode()),
                owner.mmeRestartCount(),
                owner.serial(),
                owner.imsi().digits(),
                owner.keptUntilMs(),
                timeToLive.seconds(owner.keptUntilMs()));
        return merge(imsi, kinds, rule);
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
        for (String table : SUBSCRIBERS_WITH_FACTS) {
            cluster.scan(table, row -> imsis.add(Imsi.parse(Cells.text(row, "imsi"))));
        }
        long changed = 0;
        for (Imsi imsi : imsis) {
            KeyHistory before = read(imsi, EnumSet.allOf(KeyKind.class));
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
