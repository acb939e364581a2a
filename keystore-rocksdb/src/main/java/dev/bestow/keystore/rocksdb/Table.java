package dev.bestow.keystore.rocksdb;

import java.nio.charset.StandardCharsets;

/// The column families. All integers big-endian, so that octet order is number order.
///
/// ```
/// table        key                                    value
/// META         "ceiling:" instance 4                  ceiling 8
/// META         "check:" purpose                       check value of a key, wrapped under it
/// META         "claims-ended-until"                   expiry of keys in ms 8
/// META         "rands-by-id"                          nothing: RANDS is of format 2
/// META         "serving:" IMSI 8                      RocksLocations
/// META         "notice:" IMSI 8, kind, id 8, host     RocksLocations
/// META         "revoked:" name 0 RAND 16              RocksEndpoints
/// META         "endpoint:" name                       RocksEndpoints
/// SUBSCRIBERS  IMSI 8                                 SubscriberCodec
/// KEYS         IMSI 8                                 HistoryCodec
/// GUTIS        GUTI 10                                GutiOwnerCodec
/// RANDS        RAND id 4, kind 1 of others than KS    RandIndex: an index into KEYS
/// CLAIMS       length 1, key name, RAND_AS            ClaimCodec
/// CLAIM_COUNTS key name                               count 4
/// ```
enum Table {
    META("default"),
    SUBSCRIBERS("subscribers"),
    KEYS("keys"),
    GUTIS("gutis"),
    RANDS("rands"),
    CLAIMS("claims"),
    CLAIM_COUNTS("claim-counts");

    private final String familyName;

    Table(String familyName) {
        this.familyName = familyName;
    }

    byte[] familyName() {
        return familyName.getBytes(StandardCharsets.UTF_8);
    }
}
