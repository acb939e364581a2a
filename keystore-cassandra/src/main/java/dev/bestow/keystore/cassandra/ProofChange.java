package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;

import dev.bestow.core.Imsi;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.history.KeyRow;
import dev.bestow.keystore.history.KindHistory;

import java.util.ArrayList;
import java.util.List;

/// The writes to `key_proofs` of a [HistoryChange].
///
/// @param cluster binds them
/// @param limits how long a proof waits for its key
/// @param timeToLive how long the cluster keeps them
record ProofChange(Cluster cluster, KeyRingLimits limits, TimeToLive timeToLive) {
    private static final String PROOF =
            "INSERT INTO key_proofs (imsi, kind, source, rand, name, epoch, issue, first_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TTL ? AND TIMESTAMP ?";
    private static final String DROP_PROOF =
            "DELETE FROM key_proofs USING TIMESTAMP ? WHERE imsi = ? AND kind = ? AND source = ?"
                    + " AND rand = ? AND name = ? AND epoch = ? AND issue = ?";

    /// What proves a key lives as long as that does, so it is written again when its key comes.
    List<BoundStatement> writes(Imsi imsi, KindHistory before, KindHistory after) {
        List<BoundStatement> writes = new ArrayList<>();
        List<ProofRow> known = ProofRow.of(before);
        List<ProofRow> needed = ProofRow.of(after);
        String kind = after.kind().name();
        for (ProofRow row : needed) {
            long untilMs = until(row, after);
            if (!known.contains(row) || untilMs > until(row, before)) {
                writes.add(insert(imsi.digits(), kind, row, untilMs));
            }
        }
        for (ProofRow row : known) {
            if (needed.stream().noneMatch(row::sameRow)) {
                writes.add(drop(imsi.digits(), kind, row));
            }
        }
        return writes;
    }

    private long until(ProofRow proof, KindHistory history) {
        long untilMs = proof.firstAtMs() + limits.unmatchedMs();
        for (KeyRow key : history.keys()) {
            boolean isAboutKey =
                    proof.source() == ProofRow.Source.LOCATION
                            ? proof.name().equals(key.requestingHost())
                            : proof.rand().equals(key.rand().octets());
            if (isAboutKey) {
                untilMs = Math.max(untilMs, key.expiresAtMs());
            }
        }
        return untilMs;
    }

    private BoundStatement insert(String imsi, String kind, ProofRow row, long untilMs) {
        return cluster.bind(
                PROOF,
                imsi,
                kind,
                row.sourceText(),
                Cells.blob(row.rand()),
                row.name(),
                row.bound().epoch(),
                row.bound().issueNumber(),
                row.firstAtMs(),
                timeToLive.seconds(untilMs),
                Tables.earliestWins(row.firstAtMs()));
    }

    private BoundStatement drop(String imsi, String kind, ProofRow row) {
        return cluster.bind(
                DROP_PROOF,
                Tables.earliestWins(row.firstAtMs()),
                imsi,
                kind,
                row.sourceText(),
                Cells.blob(row.rand()),
                row.name(),
                row.bound().epoch(),
                row.bound().issueNumber());
    }
}
