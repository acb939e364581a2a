package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Imsi;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.WrappedCredentials;

/// Rows of `subscribers`.
final class SubscriberRow {
    private SubscriberRow() {}

    static Subscriber read(Imsi imsi, Row row) {
        return Cells.row("subscribers", row, cells -> subscriber(imsi, cells));
    }

    private static Subscriber subscriber(Imsi imsi, Row row) {
        WrappedCredentials credentials =
                new WrappedCredentials(
                        Cells.text(row, "algorithm"),
                        Cells.octets(row, "k"),
                        Cells.octets(row, "opc"),
                        Cells.octets(row, "amf"));
        return new Subscriber(
                imsi,
                credentials,
                row.getLong("epoch"),
                row.getLong("sqn_offset"),
                cards(row),
                Cells.text(row, "external_identifier"),
                Cells.asIds(row, "allowed_as"),
                Cells.text(row, "apn"));
    }

    private static CardBatch cards(Row row) {
        String scheme = Cells.text(row, "scheme");
        for (SqnScheme known : SqnScheme.values()) {
            if (known.name().equals(scheme)) {
                return new CardBatch(
                        row.getInt("ind_bits"),
                        row.getLong("delta"),
                        known,
                        row.getBoolean("e2m_keys"));
            }
        }
        throw new StoreFailure("a row of subscribers has an unknown scheme of sequence numbers");
    }
}
