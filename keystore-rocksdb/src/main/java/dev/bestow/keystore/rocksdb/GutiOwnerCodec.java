package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Octets;
import dev.bestow.keystore.history.GutiOwner;

/// Rows of GUTIS: `version 1 | IMSI 8 | restart count, serial, kept until`.
final class GutiOwnerCodec {
    private static final int VERSION = 1;

    private GutiOwnerCodec() {}

    static byte[] encode(GutiOwner owner) {
        return new RowWriter(VERSION)
                .fixed(Octets.copyOf(ImsiKey.encode(owner.imsi())))
                .number(owner.mmeRestartCount())
                .number(owner.serial())
                .number(owner.keptUntilMs())
                .toArray();
    }

    static GutiOwner decode(byte[] value) {
        return RowReader.read(
                Table.GUTIS,
                VERSION,
                value,
                in ->
                        new GutiOwner(
                                ImsiKey.decode(in.fixed(ImsiKey.OCTETS).toArray(), 0),
                                in.number(),
                                in.number(),
                                in.number()));
    }
}
