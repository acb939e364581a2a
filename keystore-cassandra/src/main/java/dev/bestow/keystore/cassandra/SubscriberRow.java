package dev.bestow.keystore.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.Row;

import dev.bestow.core.Imsi;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.keystore.WrappedCredentials;

import java.util.Objects;

/// Rows of `subscribers`.
final class SubscriberRow {
    private static final String PUT =
            "INSERT INTO subscribers (imsi, epoch, algorithm, k, opc, amf, ind_bits, delta, scheme,"
                + " e2m_keys, external_identifier, allowed_as, apn, profile, ambr_uplink,"
                + " ambr_downlink, access_restrictions, msisdn, application_identities) VALUES (?,"
                + " ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";

    private SubscriberRow() {}

    /// Stores it whole: what it has no more of its own goes.
    static BoundStatement put(Cluster cluster, Subscriber row, long stampUs) {
        Subscription subscription = row.subscription();
        Bandwidth ambr = subscription.ambr();
        AccessRestrictions restrictions = subscription.restrictions();
        return cluster.bind(
                PUT,
                row.imsi().digits(),
                row.epoch(),
                row.credentials().algorithm(),
                Cells.blob(row.credentials().wrappedK()),
                Cells.blob(row.credentials().wrappedOpc()),
                Cells.blob(row.credentials().amf()),
                row.cards().indBits(),
                row.cards().delta(),
                row.cards().scheme().name(),
                row.cards().e2mKeys(),
                row.externalIdentifier(),
                Cells.names(row.allowedAs()),
                subscription.apn(),
                subscription.profile(),
                ambr == null ? null : ambr.uplink(),
                ambr == null ? null : ambr.downlink(),
                restrictions == null ? null : restrictions.bits(),
                subscription.msisdn(),
                Cells.texts(subscription.applicationIdentities()),
                stampUs);
    }

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
                subscription(row));
    }

    /// Rows of before format 5 have an APN alone.
    private static Subscription subscription(Row row) {
        return new Subscription(
                Objects.requireNonNullElse(row.getString("profile"), ""),
                Cells.text(row, "apn"),
                row.isNull("ambr_uplink")
                        ? null
                        : new Bandwidth(row.getLong("ambr_uplink"), row.getLong("ambr_downlink")),
                row.isNull("access_restrictions")
                        ? null
                        : new AccessRestrictions(row.getInt("access_restrictions")),
                row.getString("msisdn"),
                Cells.identities(row, "application_identities"));
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
