package dev.bestow.keystore.rocksdb;

import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberSlot;
import dev.bestow.keystore.WrappedCredentials;

import java.util.List;

/// Rows of SUBSCRIBERS, about 160 octets.
///
/// ```
/// version 1 | kind 0 | epoch floor                                    withdrawn
/// version 1 | kind 1 | epoch, SQN offset, algorithm, K, OPc, AMF 2    present
///                    | IND bits, Delta, external identifier, AS_IDs, APN
/// ```
final class SubscriberCodec {
    private static final int VERSION = 1;
    private static final int WITHDRAWN = 0;
    private static final int PRESENT = 1;

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
        out.text(row.externalIdentifier()).number(row.allowedAs().size());
        row.allowedAs().forEach(asId -> out.text(asId.fqdn()));
        return out.text(row.apn()).toArray();
    }

    static boolean present(byte[] value) {
        return value.length > KIND_OFFSET && value[KIND_OFFSET] == PRESENT;
    }

    static SubscriberSlot decode(Imsi imsi, byte[] value) {
        return RowReader.read(Table.SUBSCRIBERS, VERSION, value, in -> decode(imsi, in));
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
        CardBatch cards = new CardBatch(in.smallNumber(), in.number());
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
