package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.UnwrapFailed;
import dev.bestow.keystore.epoch.EpochKeys;

import java.util.List;
import java.util.Optional;

/// Epoch keys as rows, for all nodes of a store, sealed with a key they share and the cluster never sees. A
/// cluster keeps what was deleted until it compacts it away, and in its snapshots longer: on a cluster it
/// takes the sealing key too to undo an erasure.
final class CassandraEpochKeys implements EpochKeys {
    private static final String NAMES =
            "SELECT number, made_at FROM epoch_keys WHERE purpose = 'ks'";
    private static final String READ =
            "SELECT sealed FROM epoch_keys WHERE purpose = 'ks' AND number = ?";
    private static final String KEEP =
            "INSERT INTO epoch_keys (purpose, number, made_at, sealed) VALUES ('ks', ?, ?, ?)";
    private static final String REDATE =
            "UPDATE epoch_keys SET made_at = ? WHERE purpose = 'ks' AND number = ?";
    private static final String DESTROY =
            "DELETE FROM epoch_keys WHERE purpose = 'ks' AND number = ?";

    private final Cluster cluster;
    private final KeyWrap seal;
    private final Entropy entropy;

    CassandraEpochKeys(Cluster cluster, KeyWrap seal, Entropy entropy) {
        this.cluster = cluster;
        this.seal = seal;
        this.entropy = entropy;
    }

    @Override
    public List<Name> names() {
        return names(cluster);
    }

    static List<Name> names(Cluster cluster) {
        return cluster.read(NAMES).stream()
                .filter(row -> !row.isNull("made_at"))
                .map(row -> new Name(row.getInt("number"), row.getLong("made_at")))
                .toList();
    }

    @Override
    public Optional<Secret> read(Name name) {
        List<Row> rows = cluster.read(READ, name.number());
        if (rows.isEmpty() || rows.getFirst().isNull("sealed")) {
            return Optional.empty();
        }
        Octets sealed = Cells.octets(rows.getFirst(), "sealed");
        try {
            return Optional.of(seal.unwrap(identity(name.number()), sealed));
        } catch (UnwrapFailed e) {
            throw new StoreFailure(
                    identity(name.number())
                            + " on the cluster does not open: nodes that share a store need copies"
                            + " of one key file",
                    e);
        }
    }

    /// Numbers are drawn, for nodes that make a key at the same moment do not hear of each other.
    @Override
    public Name keep(Secret key, long madeAtMs) {
        List<Integer> taken = names().stream().map(Name::number).toList();
        int number = entropy.nextInt();
        while (taken.contains(number)) {
            number = entropy.nextInt();
        }
        cluster.write(KEEP, number, madeAtMs, Cells.blob(seal.wrap(identity(number), key)));
        return new Name(number, madeAtMs);
    }

    /// Not of one that another node destroys at this moment: a row without its key is no epoch key.
    @Override
    public Name redate(Name name, long madeAtMs) {
        cluster.write(REDATE, madeAtMs, name.number());
        return new Name(name.number(), madeAtMs);
    }

    @Override
    public void destroy(Name name) {
        cluster.write(DESTROY, name.number());
    }

    private static String identity(int number) {
        return "epoch key " + Integer.toUnsignedString(number);
    }
}
