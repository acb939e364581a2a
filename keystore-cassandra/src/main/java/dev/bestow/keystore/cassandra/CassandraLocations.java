package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Entropy;
import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.Notice;
import dev.bestow.keystore.ServingMme;
import dev.bestow.keystore.StoreFailure;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Serving MMEs and notices. Which MME serves is a register with one value, the one thing here that no merging
/// decides: of two Update Locations at once the later has to see the earlier, or nobody cancels it. So it is
/// written by lightweight transactions, each on top of the value it has read.
///
/// The notice to the MME before is written first. Should the new one then not be, another attempt has read
/// another value, and that notice is to an MME that is told once more or, serving again, voids it.
final class CassandraLocations implements LocationStore {
    private static final int ATTEMPTS = 16;
    private static final int ONE_BUCKET = 0;

    private static final String READ =
            "SELECT host, realm, plmn, purged, has_key_policy, imei, holder FROM locations WHERE"
                    + " imsi = ?";
    private static final String WRITE =
            "UPDATE locations SET host = ?, realm = ?, plmn = ?, purged = ?, has_key_policy = ?,"
                    + " imei = ?, holder = ? WHERE imsi = ?";
    private static final String IF_STILL = WRITE + " IF holder = ?";
    private static final String IF_NOBODY = WRITE + " IF holder = NULL";
    private static final String NOTE =
            "INSERT INTO notices (bucket, imsi, kind, id, host, realm) VALUES (?, ?, ?, ?, ?, ?)";
    private static final String FORGET =
            "DELETE FROM notices WHERE bucket = ? AND imsi = ? AND kind = ? AND id = ? AND host ="
                    + " ?";
    private static final String OF_ONE =
            "SELECT imsi, kind, id, host, realm FROM notices WHERE bucket = ? AND imsi = ?";
    private static final String FIRST =
            "SELECT imsi, kind, id, host, realm FROM notices WHERE bucket = ? LIMIT ?";
    private static final String NEXT =
            "SELECT imsi, kind, id, host, realm FROM notices WHERE bucket = ?"
                    + " AND (imsi, kind, id, host) > (?, ?, ?, ?) LIMIT ?";

    private final Cluster cluster;
    private final Entropy entropy;

    CassandraLocations(Cluster cluster, Entropy entropy) {
        this.cluster = cluster;
        this.entropy = entropy;
    }

    /// @param holder who wrote it, a number drawn for each write
    private record Stored(@Nullable ServingMme mme, @Nullable UUID holder) {}

    private Stored stored(Imsi imsi) {
        List<Row> rows = cluster.read(READ, imsi.digits());
        if (rows.isEmpty() || rows.getFirst().isNull("host")) {
            return new Stored(null, null);
        }
        Row row = rows.getFirst();
        String imei = row.getString("imei");
        return new Stored(
                new ServingMme(
                        Cells.text(row, "host"),
                        Cells.text(row, "realm"),
                        PlmnId.parse(Cells.text(row, "plmn")),
                        row.getBoolean("purged"),
                        row.isNull("has_key_policy") || row.getBoolean("has_key_policy"),
                        imei == null || imei.isEmpty() ? null : new Imei(imei)),
                row.getUuid("holder"));
    }

    @Override
    public Optional<ServingMme> serving(Imsi imsi) {
        return Optional.ofNullable(stored(imsi).mme());
    }

    @Override
    public boolean serve(Imsi imsi, ServingMme mme, long noticeId) {
        for (Notice notice : notices(cluster.read(OF_ONE, ONE_BUCKET, imsi.digits()))) {
            if (mme.voids(notice)) {
                delivered(notice);
            }
        }
        boolean noted = false;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Stored before = stored(imsi);
            ServingMme old = before.mme();
            if (mme.equals(old)) {
                return noted;
            }
            Optional<Notice> notice =
                    old == null ? Optional.empty() : old.cancelledBy(mme, imsi, noticeId);
            note(notice.stream().toList());
            noted |= notice.isPresent();
            if (written(imsi, mme, before.holder())) {
                return noted;
            }
        }
        throw contended(imsi);
    }

    @Override
    public boolean purge(Imsi imsi, String host) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Stored before = stored(imsi);
            ServingMme mme = before.mme();
            if (mme == null || !mme.host().equalsIgnoreCase(host)) {
                return false;
            }
            if (mme.purged() || written(imsi, mme.asPurged(), before.holder())) {
                return true;
            }
        }
        throw contended(imsi);
    }

    private boolean written(Imsi imsi, ServingMme mme, @Nullable UUID expected) {
        byte[] drawn = new byte[16];
        entropy.fill(drawn);
        UUID holder = UUID.nameUUIDFromBytes(drawn);
        Imei imei = mme.imei();
        List<Object> values =
                new ArrayList<>(
                        List.of(
                                mme.host(),
                                mme.realm(),
                                mme.visited().toString(),
                                mme.purged(),
                                mme.hasKeyPolicy(),
                                imei == null ? "" : imei.digits(),
                                holder,
                                imsi.digits()));
        if (expected != null) {
            values.add(expected);
        }
        return cluster.decide(expected == null ? IF_NOBODY : IF_STILL, holder, values.toArray());
    }

    private static StoreFailure contended(Imsi imsi) {
        return new StoreFailure(
                "the location of " + imsi + " changes faster than it can be written");
    }

    @Override
    public void note(List<Notice> notices) {
        List<BoundStatement> writes = new ArrayList<>();
        for (Notice notice : notices) {
            writes.add(
                    cluster.bind(
                            NOTE,
                            ONE_BUCKET,
                            notice.imsi().digits(),
                            notice.kind().name(),
                            notice.id(),
                            notice.host(),
                            notice.realm()));
        }
        if (!writes.isEmpty()) {
            cluster.writeAll(writes);
        }
    }

    @Override
    public List<Notice> notices(@Nullable Notice after, int limit) {
        return notices(
                after == null
                        ? cluster.read(FIRST, ONE_BUCKET, limit)
                        : cluster.read(
                                NEXT,
                                ONE_BUCKET,
                                after.imsi().digits(),
                                after.kind().name(),
                                after.id(),
                                after.host(),
                                limit));
    }

    private static List<Notice> notices(List<Row> rows) {
        return rows.stream()
                .map(row ->
                        new Notice(
                                Notice.Kind.valueOf(Cells.text(row, "kind")),
                                Imsi.parse(Cells.text(row, "imsi")),
                                Cells.text(row, "host"),
                                Cells.text(row, "realm"),
                                row.getLong("id")))
                .toList();
    }

    @Override
    public void delivered(Notice notice) {
        cluster.write(
                FORGET,
                ONE_BUCKET,
                notice.imsi().digits(),
                notice.kind().name(),
                notice.id(),
                notice.host());
    }
}
