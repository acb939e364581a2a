package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Octets;
import dev.bestow.keystore.ClaimMark;

import java.nio.ByteBuffer;

/// Rows of CLAIMS: `version 1 | digest | claimed at | key expires at | response`, the response empty
/// until there is one.
final class ClaimCodec {
    private static final int VERSION = 1;

    private ClaimCodec() {}

    static byte[] key(Octets keyName, Octets randAs) {
        ByteBuffer key = ByteBuffer.allocate(1 + keyName.length() + randAs.length());
        key.put((byte) keyName.length());
        keyName.writeTo(key);
        randAs.writeTo(key);
        return key.array();
    }

    /// The key name out of a row key.
    static byte[] keyName(byte[] key) {
        return Octets.copyOf(key, 1, key[0]).toArray();
    }

    static byte[] encode(ClaimMark mark) {
        return new RowWriter(VERSION)
                .variable(mark.digest())
                .number(mark.claimedAtMs())
                .number(mark.keyExpiresAtMs())
                .variable(mark.response())
                .toArray();
    }

    static ClaimMark decode(byte[] value) {
        return RowReader.read(
                Table.CLAIMS,
                VERSION,
                value,
                in -> new ClaimMark(in.variable(), in.number(), in.number(), in.variable()));
    }
}
