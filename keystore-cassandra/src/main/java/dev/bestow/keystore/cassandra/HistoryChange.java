package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;

import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.history.ConfirmedRow;
import dev.bestow.keystore.history.GutiBinding;
import dev.bestow.keystore.history.KeyHistory;
import dev.bestow.keystore.history.KeyRow;
import dev.bestow.keystore.history.KindHistory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The writes that turn what a history was read from into what it is read from next.
///
/// @param cluster binds them
/// @param limits how long a proof waits for its key
/// @param timeToLive how long the cluster keeps them
record HistoryChange(Cluster cluster, KeyRingLimits limits, TimeToLive timeToLive) {
    private static final String FLOOR =
            "UPDATE pushed_keys USING TTL ? AND TIMESTAMP ? SET floor = ? WHERE imsi = ?";
    private static final String FLOOR_UNTIL =
            "UPDATE pushed_keys USING TTL ? AND TIMESTAMP ? SET floor_until = ? WHERE imsi = ?";
    private static final String END_FLOOR =
            "DELETE floor FROM pushed_keys USING TIMESTAMP ? WHERE imsi = ?";
    private static final String END_FLOOR_UNTIL =
            "DELETE floor_until FROM pushed_keys USING TIMESTAMP ? WHERE imsi = ?";
    private static final String KEY =
            "INSERT INTO pushed_keys (imsi, rand, epoch, issue, ks, external_identifier,"
                + " visited_plmn, requesting_host, expires_at, pushed_at, allowed_as,"
                + " confidentiality, application_identities, awaits_confirmation) VALUES (?, ?, ?,"
                + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TTL ? AND TIMESTAMP ?";
    private static final String OTHER_KEY =
            "INSERT INTO anchor_keys (imsi, rand, epoch, issue, wrapped_key, external_identifier,"
                    + " visited_plmn, requesting_host, expires_at, pushed_at, allowed_as,"
                    + " confidentiality, application_identities, kind) VALUES (?, ?, ?, ?, ?, ?, ?,"
                    + " ?, ?, ?, ?, ?, ?, ?) USING TTL ? AND TIMESTAMP ?";
    private static final String SHORT_HASH =
            "UPDATE anchor_keys USING TTL ? AND TIMESTAMP ? SET short_hash = ?"
                    + " WHERE imsi = ? AND kind = ? AND rand = ? AND epoch = ? AND issue = ?";
    private static final String DROP_KEY =
            "DELETE FROM pushed_keys USING TIMESTAMP ?"
                    + " WHERE imsi = ? AND rand = ? AND epoch = ? AND issue = ?";
    private static final String DROP_OTHER_KEY =
            "DELETE FROM anchor_keys USING TIMESTAMP ?"
                    + " WHERE imsi = ? AND rand = ? AND epoch = ? AND issue = ? AND kind = ?";
    private static final String OTHER_INDEX =
            "INSERT INTO anchor_rands (rand_id, imsi, kind) VALUES (?, ?, ?) USING TTL ?";
    private static final String INDEX =
            "INSERT INTO rands (rand_id, imsi) VALUES (?, ?) USING TTL ?";
    private static final String UNMATCHED_INDEX =
            "INSERT INTO parked_rands (rand_id, imsi) VALUES (?, ?) USING TTL ?";
    private static final String CONFIRMATION =
            "INSERT INTO confirmations (imsi, rand, guti, eksi, restart_count, serial, first_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?) USING TTL ? AND TIMESTAMP ?";
    private static final String DROP_CONFIRMATION =
            "DELETE FROM confirmations USING TIMESTAMP ? WHERE imsi = ? AND rand = ? AND guti = ?"
                    + " AND eksi = ? AND restart_count = ? AND serial = ?";

    /// One row of `confirmations`.
    private record Confirmed(Rand rand, GutiBinding binding, long firstAtMs) {
        boolean sameRow(Confirmed other) {
            return rand.equals(other.rand) && binding.equals(other.binding);
        }
    }

    List<BoundStatement> writes(Imsi imsi, KeyHistory before, KeyHistory after) {
        List<BoundStatement> writes = new ArrayList<>();
        if (!after.equals(before)) {
            floor(writes, imsi.digits(), before, after);
            ProofChange proofs = new ProofChange(cluster, limits, timeToLive);
            for (KeyKind kind : KeyKind.values()) {
                KindHistory kindBefore = before.of(kind);
                KindHistory kindAfter = after.of(kind);
                keys(writes, imsi.digits(), kindBefore, kindAfter);
                confirmations(writes, imsi.digits(), kindBefore, kindAfter);
                writes.addAll(proofs.writes(imsi, kindBefore, kindAfter));
            }
        }
        return writes;
    }

    private void floor(
            List<BoundStatement> writes, String imsi, KeyHistory before, KeyHistory after) {
        int seconds = timeToLive.seconds(after.floorKeptUntilMs());
        if (after.floorKeptUntilMs() > before.floorKeptUntilMs()
                || after.epochFloor() > before.epochFloor()) {
            long floor = after.epochFloor();
            long until = after.floorKeptUntilMs();
            writes.add(cluster.bind(FLOOR, seconds, floor, floor, imsi));
            writes.add(cluster.bind(FLOOR_UNTIL, seconds, until, until, imsi));
        } else if (after.epochFloor() < before.epochFloor()) {
            writes.add(cluster.bind(END_FLOOR, before.epochFloor(), imsi));
            writes.add(cluster.bind(END_FLOOR_UNTIL, before.floorKeptUntilMs(), imsi));
        }
    }

    private void keys(
            List<BoundStatement> writes, String imsi, KindHistory before, KindHistory after) {
        for (KeyRow key : after.keys()) {
            if (!before.keys().contains(key)) {
                writes.add(insert(imsi, key, after));
                RandId shortHash = key.shortHash();
                if (shortHash != null) {
                    writes.add(insertHash(imsi, key, shortHash, after));
                }
                key.ids().forEach(id -> writes.add(index(imsi, key, id, after.kind())));
            }
        }
        for (KeyRow key : before.keys()) {
            boolean stays =
                    after.keys().stream()
                            .anyMatch(row ->
                                    row.rand().equals(key.rand())
                                            && row.order().equals(key.order()));
            if (!stays) {
                writes.add(drop(imsi, key, before));
            }
        }
    }

    /// A pending key that gave way comes back when its proof is here, whatever removed it.
    private static long writtenAt(KeyRow key, KindHistory history) {
        return history.isProven(key) ? Tables.certain() : Tables.earliestWins(key.pushedAtMs());
    }

    private BoundStatement insert(String imsi, KeyRow key, KindHistory history) {
        boolean isKs = history.kind() == KeyKind.KS;
        return cluster.bind(
                isKs ? KEY : OTHER_KEY,
                imsi,
                Cells.blob(key.rand().octets()),
                key.order().epoch(),
                key.order().issueNumber(),
                Cells.blob(key.wrappedKey()),
                key.externalIdentifier(),
                Cells.blob(key.visitedPlmn().encode()),
                key.requestingHost(),
                key.expiresAtMs(),
                key.pushedAtMs(),
                Cells.names(key.allowedAs()),
                key.confidentialityAllowed(),
                Cells.texts(key.applicationIdentities()),
                isKs ? (Object) key.awaitsConfirmation() : history.kind().name(),
                timeToLive.seconds(key.expiresAtMs()),
                writtenAt(key, history));
    }

    /// Apart from its key: a push without one, a moment before at another key server, leaves no null that would win
    /// against it.
    private BoundStatement insertHash(
            String imsi, KeyRow key, RandId shortHash, KindHistory history) {
        return cluster.bind(
                SHORT_HASH,
                timeToLive.seconds(key.expiresAtMs()),
                writtenAt(key, history),
                shortHash.value(),
                imsi,
                history.kind().name(),
                Cells.blob(key.rand().octets()),
                key.order().epoch(),
                key.order().issueNumber());
    }

    private BoundStatement index(String imsi, KeyRow key, RandId id, KeyKind kind) {
        int seconds = timeToLive.seconds(key.expiresAtMs());
        return kind == KeyKind.KS
                ? cluster.bind(INDEX, id.value(), imsi, seconds)
                : cluster.bind(OTHER_INDEX, id.value(), imsi, kind.name(), seconds);
    }

    private BoundStatement drop(String imsi, KeyRow key, KindHistory history) {
        long timestamp = writtenAt(key, history);
        ByteBuffer rand = Cells.blob(key.rand().octets());
        long epoch = key.order().epoch();
        long issue = key.order().issueNumber();
        return history.kind() == KeyKind.KS
                ? cluster.bind(DROP_KEY, timestamp, imsi, rand, epoch, issue)
                : cluster.bind(
                        DROP_OTHER_KEY, timestamp, imsi, rand, epoch, issue, history.kind().name());
    }

    /// A key that has just come makes those that waited for it live as long as it does.
    private void confirmations(
            List<BoundStatement> writes, String imsi, KindHistory before, KindHistory after) {
        Set<Confirmed> known = new HashSet<>(confirmed(before));
        List<Confirmed> needed = confirmed(after);
        for (Confirmed row : needed) {
            boolean keyIsHere = after.key(row.rand).isPresent();
            boolean keyCame = keyIsHere && before.key(row.rand).isEmpty();
            if (keyCame || !known.contains(row)) {
                long untilMs =
                        after.key(row.rand)
                                .map(KeyRow::expiresAtMs)
                                .orElse(row.firstAtMs + limits.unmatchedMs());
                writes.add(insert(imsi, row, untilMs));
                writes.add(
                        cluster.bind(
                                keyIsHere ? INDEX : UNMATCHED_INDEX,
                                row.rand.id().value(),
                                imsi,
                                timeToLive.seconds(untilMs)));
            }
        }
        for (Confirmed row : known) {
            if (needed.stream().noneMatch(row::sameRow)) {
                writes.add(drop(imsi, row));
            }
        }
    }

    private static List<Confirmed> confirmed(KindHistory history) {
        List<Confirmed> rows = new ArrayList<>();
        for (ConfirmedRow row : history.proofs().confirmed()) {
            row.bindings().forEach(b -> rows.add(new Confirmed(row.rand(), b, row.firstAtMs())));
        }
        return rows;
    }

    private BoundStatement insert(String imsi, Confirmed row, long untilMs) {
        return cluster.bind(
                CONFIRMATION,
                imsi,
                Cells.blob(row.rand.octets()),
                Cells.blob(row.binding.guti().encode()),
                row.binding.eksi().value(),
                row.binding.mmeRestartCount(),
                row.binding.serial(),
                row.firstAtMs,
                timeToLive.seconds(untilMs),
                Tables.earliestWins(row.firstAtMs));
    }

    private BoundStatement drop(String imsi, Confirmed row) {
        return cluster.bind(
                DROP_CONFIRMATION,
                Tables.earliestWins(row.firstAtMs),
                imsi,
                Cells.blob(row.rand.octets()),
                Cells.blob(row.binding.guti().encode()),
                row.binding.eksi().value(),
                row.binding.mmeRestartCount(),
                row.binding.serial());
    }
}
