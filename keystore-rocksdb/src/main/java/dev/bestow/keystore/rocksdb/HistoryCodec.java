package dev.bestow.keystore.rocksdb;

import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.history.ConfirmedRow;
import dev.bestow.keystore.history.GutiBinding;
import dev.bestow.keystore.history.KeyHistory;
import dev.bestow.keystore.history.KeyRow;

/// Rows of KEYS: everything about one subscriber's keys, so that one read is one consistent answer.
///
/// ```
/// version 1 | epoch floor, kept until | keys | confirmations
/// key          RAND 16 | epoch, issue | wrapped Ks | external identifier | PLMN 3
///              | requesting host | expires at | pushed at | AS_IDs
///              | confidentiality allowed 1
/// confirmation RAND 16 | first at | bindings of GUTI 10 | eKSI 1 | restart count, serial
/// ```
final class HistoryCodec {
    private static final int VERSION = 1;

    private HistoryCodec() {}

    static byte[] encode(KeyHistory history) {
        RowWriter out = new RowWriter(VERSION);
        out.number(history.epochFloor()).number(history.floorKeptUntilMs());
        out.number(history.keys().size());
        history.keys().forEach(key -> encode(out, key));
        out.number(history.confirmed().size());
        history.confirmed().forEach(row -> encode(out, row));
        return out.toArray();
    }

    private static void encode(RowWriter out, KeyRow key) {
        out.fixed(key.rand().octets())
                .number(key.order().epoch())
                .number(key.order().issueNumber());
        out.variable(key.wrappedKs())
                .text(key.externalIdentifier())
                .fixed(key.visitedPlmn().encode());
        out.text(key.requestingHost()).number(key.expiresAtMs()).number(key.pushedAtMs());
        out.number(key.allowedAs().size());
        key.allowedAs().forEach(asId -> out.text(asId.fqdn()));
        out.octet(key.confidentialityAllowed() ? 1 : 0);
    }

    private static void encode(RowWriter out, ConfirmedRow row) {
        out.fixed(row.rand().octets()).number(row.firstAtMs()).number(row.bindings().size());
        for (GutiBinding binding : row.bindings()) {
            out.fixed(binding.guti().encode()).octet(binding.eksi().value());
            out.number(binding.mmeRestartCount()).number(binding.serial());
        }
    }

    static KeyHistory decode(byte[] value) {
        return RowReader.read(
                Table.KEYS,
                VERSION,
                value,
                in ->
                        new KeyHistory(
                                in.number(),
                                in.number(),
                                in.list(HistoryCodec::key),
                                in.list(HistoryCodec::confirmed)));
    }

    private static KeyRow key(RowReader in) {
        Rand rand = new Rand(in.fixed(Rand.OCTETS));
        KeyOrder order = new KeyOrder(in.number(), in.number());
        Octets wrappedKs = in.variable();
        String external = in.text();
        PlmnId plmn = PlmnId.decode(in.fixed(PlmnId.OCTETS));
        return new KeyRow(
                rand,
                order,
                wrappedKs,
                external,
                plmn,
                in.text(),
                in.number(),
                in.number(),
                in.list(item -> AsId.parse(item.text())),
                in.octet() == 1);
    }

    private static ConfirmedRow confirmed(RowReader in) {
        Rand rand = new Rand(in.fixed(Rand.OCTETS));
        long firstAtMs = in.number();
        var bindings = in.list(HistoryCodec::binding);
        if (bindings.isEmpty()) {
            throw in.damaged();
        }
        return new ConfirmedRow(rand, bindings, firstAtMs);
    }

    private static GutiBinding binding(RowReader in) {
        return new GutiBinding(
                Guti.decode(in.fixed(Guti.OCTETS)), new Eksi(in.octet()), in.number(), in.number());
    }
}
