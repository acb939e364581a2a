package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.keystore.Claim;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimMark;
import dev.bestow.keystore.ClaimOutcome;
import dev.bestow.keystore.ClaimStore;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// Replay marks. A claim is written, then all claims of the same request are read, both at LOCAL_QUORUM: of
/// two at the same moment at least one sees the other, and only one that is alone is admitted. When both
/// see each other neither is, and the device asks again with another RAND_AS. Within this process one
/// claims at a time, so that happens between processes only.
final class CassandraClaims implements ClaimStore {
    private static final String MARKS =
            "SELECT claimer, digest, claimed_at, key_expires_at, response FROM claims"
                    + " WHERE key_name = ? AND rand_as = ?";
    private static final String COUNT = "SELECT count(*) FROM claims WHERE key_name = ?";
    private static final String CLAIM =
            "INSERT INTO claims (key_name, rand_as, claimer, digest, claimed_at, key_expires_at)"
                    + " VALUES (?, ?, ?, ?, ?, ?) USING TTL ?";
    private static final String RESPONSE =
            "UPDATE claims USING TTL ? SET response = ? WHERE key_name = ? AND rand_as = ? AND"
                    + " claimer = ?";
    private static final String ALL =
            "SELECT key_name, rand_as, claimer, digest, claimed_at, key_expires_at, response FROM"
                    + " claims";
    private static final String DROP =
            "DELETE FROM claims WHERE key_name = ? AND rand_as = ? AND claimer = ?";
    private static final Comparator<Row> FIRST =
            Comparator.comparingLong((Row row) -> row.getLong("claimed_at"))
                    .thenComparing(row -> String.valueOf(row.getUuid("claimer")));

    /// Who claims here: one at a time for a key, each under a name nobody else has.
    record Claimants(Stripes stripes, Entropy entropy) {
        UUID name() {
            ByteBuffer name = ByteBuffer.allocate(16);
            entropy.fill(name.array());
            return new UUID(name.getLong(), name.getLong());
        }
    }

    private final Cluster cluster;
    private final Claimants claimants;
    private final ClaimLimits limits;
    private final TimeToLive timeToLive;

    CassandraClaims(
            Cluster cluster, Claimants claimants, ClaimLimits limits, TimeToLive timeToLive) {
        this.cluster = cluster;
        this.claimants = claimants;
        this.limits = limits;
        this.timeToLive = timeToLive;
    }

    @Override
    public ClaimOutcome claim(Claim claim, long nowMs) {
        return nowMs >= claim.keyExpiresAtMs()
                ? new ClaimOutcome.Expired()
                : claimants.stripes().alone(claim.keyName(), () -> claimAlone(claim, nowMs));
    }

    private ClaimOutcome claimAlone(Claim claim, long nowMs) {
        ByteBuffer keyName = Cells.blob(claim.keyName());
        List<Row> known = marks(claim.keyName(), claim.randAs());
        if (!known.isEmpty()) {
            return mark(known.getFirst()).answer(claim, nowMs, limits);
        }
        if (cluster.read(COUNT, keyName).getFirst().getLong(0) >= limits.marksPerKey()) {
            return new ClaimOutcome.Full();
        }
        cluster.write(
                CLAIM,
                keyName,
                Cells.blob(claim.randAs()),
                claimants.name(),
                Cells.blob(claim.digest()),
                nowMs,
                claim.keyExpiresAtMs(),
                timeToLive.seconds(claim.keyExpiresAtMs()));
        List<Row> all = marks(claim.keyName(), claim.randAs());
        return all.size() == 1
                ? new ClaimOutcome.Admitted()
                : mark(all.getFirst()).answer(claim, nowMs, limits);
    }

    @Override
    public void storeResponse(Octets keyName, Octets randAs, Octets response) {
        claimants
                .stripes()
                .alone(
                        keyName,
                        () -> {
                            for (Row row : marks(keyName, randAs).stream().limit(1).toList()) {
                                if (row.isNull("response")) {
                                    cluster.write(
                                            RESPONSE,
                                            timeToLive.seconds(row.getLong("key_expires_at")),
                                            Cells.blob(response),
                                            Cells.blob(keyName),
                                            Cells.blob(randAs),
                                            row.getUuid("claimer"));
                                }
                            }
                            return true;
                        });
    }

    /// Reads everything there is. The cluster's own times to live end the same marks some time later, so
    /// nobody has to do this.
    @Override
    public long sweep(long nowMs) {
        AtomicLong removed = new AtomicLong();
        cluster.scan(
                ALL,
                row -> {
                    if (!row.isNull("digest") && mark(row).ended(nowMs, limits)) {
                        cluster.write(
                                DROP,
                                row.getByteBuffer("key_name"),
                                row.getByteBuffer("rand_as"),
                                row.getUuid("claimer"));
                        removed.incrementAndGet();
                    }
                });
        return removed.get();
    }

    private List<Row> marks(Octets keyName, Octets randAs) {
        return cluster.read(MARKS, Cells.blob(keyName), Cells.blob(randAs)).stream()
                .filter(row -> !row.isNull("digest"))
                .sorted(FIRST)
                .toList();
    }

    private static ClaimMark mark(Row row) {
        return new ClaimMark(
                Cells.octets(row, "digest"),
                row.getLong("claimed_at"),
                row.getLong("key_expires_at"),
                row.isNull("response") ? Octets.EMPTY : Cells.octets(row, "response"));
    }
}
