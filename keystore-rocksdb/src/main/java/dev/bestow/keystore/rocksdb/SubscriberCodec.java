package dev.bestow.keystore.rocksdb;

import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberSlot;
import dev.bestow.keystore.WrappedCredentials;

import java.util.List;

/// Rows of SUBSCRIBERS, about 160 octets.
///
/// ```
/// version 2 | kind 0 | epoch floor                                    withdrawn
/// version 2 | kind 1 | epoch, SQN offset, algorithm, K, OPc, AMF 2    present
///                    | IND bits, Delta, batch 1, external identifier, AS_IDs, APN
///
/// batch:  - 6 | e2m keys 1 bit | counter scheme 1 bit
/// ```
///
/// Rows of version 1 have no batch octet and read as if it were 0.
final class SubscriberCodec {
    private static final int VERSION = 2;
    private static final int OLDEST_VERSION = 1;
    private static final int BATCH_VERSION = 2;
    private static final int WITHDRAWN = 0;
    private static final int PRESENT = 1;
    private static final int COUNTER = 0x01;
    private static final int E2M_KEYS = 0x02;

    /// Where the kind is, for counting without reading the rest.
    private static final int KIND_OFFSET = 1;

    private SubscriberCodec() {}

    static byte[] encode(SubscriberSlot slot) {
        RowWriter out = new RowWriter(VERSION);
        return switch (slot) {
            case SubscriberSlot.Withdrawn(long floor) ->
                    out.octet(WITHDRAWN).number(floor).toArray();
            case SubscriberSlot.Present(Subscriber row) -> encode(out.octet(PRESENT), row);
        };
    }

    private static byte[] encode(RowWriter out, Subscriber row) {
        WrappedCredentials credentials = row.credentials();
        out.number(row.epoch()).number(row.sqnOffset());
        out.text(credentials.algorithm())
                .variable(credentials.wrappedK())
                .variable(credentials.wrappedOpc());
        out.fixed(credentials.amf()).number(row.cards().indBits()).number(row.cards().delta());
        out.octet(batch(row.cards()));
        out.text(row.externalIdentifier()).number(row.allowedAs().size());
        row.allowedAs().forEach(asId -> out.text(asId.fqdn()));
        return out.text(row.apn()).toArray();
    }

    private static int batch(CardBatch cards) {
        return (cards.scheme() == SqnScheme.COUNTER ? COUNTER : 0)
                | (cards.e2mKeys() ? E2M_KEYS : 0);
    }

    private static CardBatch cards(RowReader in) {
        int indBits = in.smallNumber();
        long delta = in.number();
        int batch = in.version() >= BATCH_VERSION ? in.octet() : 0;
        if ((batch & ~(COUNTER | E2M_KEYS)) != 0) {
            throw in.damaged();
        }
        SqnScheme scheme = (batch & COUNTER) != 0 ? SqnScheme.COUNTER : SqnScheme.TIME_BASED;
        return new CardBatch(indBits, delta, scheme, (batch & E2M_KEYS) != 0);
    }

    static boolean present(byte[] value) {
        return value.length > KIND_OFFSET && value[KIND_OFFSET] == PRESENT;
    }

    static SubscriberSlot decode(Imsi imsi, byte[] value) {
        return RowReader.read(
                Table.SUBSCRIBERS, OLDEST_VERSION, VERSION, value, in -> decode(imsi, in));
    }

    private static SubscriberSlot decode(Imsi imsi, RowReader in) {
        int kind = in.octet();
        if (kind == WITHDRAWN) {
            return new SubscriberSlot.Withdrawn(in.number());
        }
        if (kind != PRESENT) {
            throw in.damaged();
        }
        long epoch = in.number();
        long sqnOffset = in.number();
        String algorithm = in.text();
        Octets wrappedK = in.variable();
        Octets wrappedOpc = in.variable();
        Octets amf = in.fixed(WrappedCredentials.AMF_OCTETS);
        WrappedCredentials credentials =
                new WrappedCredentials(algorithm, wrappedK, wrappedOpc, amf);
        CardBatch cards = cards(in);
        String external = in.text();
        List<AsId> allowedAs = in.list(item -> AsId.parse(item.text()));
        return new SubscriberSlot.Present(
                new Subscriber(
                        imsi,
                        credentials,
                        epoch,
                        sqnOffset,
                        cards,
                        external,
                        allowedAs,
                        in.text()));
    }
}
