package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.keystore.StoreFailure;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/// Cells from and to what the domain has.
final class Cells {
    private Cells() {}

    static ByteBuffer blob(Octets octets) {
        return ByteBuffer.wrap(octets.toArray());
    }

    static Octets octets(Row row, String column) {
        ByteBuffer blob = row.getByteBuffer(column);
        if (blob == null) {
            throw missing(column);
        }
        byte[] octets = new byte[blob.remaining()];
        blob.duplicate().get(octets);
        return Octets.copyOf(octets);
    }

    static String text(Row row, String column) {
        String text = row.getString(column);
        if (text == null) {
            throw missing(column);
        }
        return text;
    }

    static List<String> names(List<AsId> asIds) {
        return asIds.stream().map(AsId::fqdn).toList();
    }

    static List<AsId> asIds(Row row, String column) {
        return texts(row, column).stream().map(AsId::parse).toList();
    }

    static List<String> texts(List<ApplicationIdentity> identities) {
        return identities.stream().map(ApplicationIdentity::text).toList();
    }

    static List<ApplicationIdentity> identities(Row row, String column) {
        return texts(row, column).stream().map(ApplicationIdentity::parse).toList();
    }

    /// None where the column is empty.
    private static List<String> texts(Row row, String column) {
        return Objects.requireNonNullElse(row.getList(column, String.class), List.of());
    }

    /// What `decode` makes of a row of `table`. A row that it refuses is damage of the store and named as that.
    static <T> T row(String table, Row row, Function<Row, T> decode) {
        try {
            return decode.apply(row);
        } catch (InvalidValue e) {
            throw new StoreFailure("a row of " + table + " is damaged", e);
        }
    }

    private static StoreFailure missing(String column) {
        return new StoreFailure("a row of the store has no " + column + ": it is damaged");
    }
}
