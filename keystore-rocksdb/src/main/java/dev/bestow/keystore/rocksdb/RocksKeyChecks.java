package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Octets;
import dev.bestow.keystore.KeyChecks;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/// Check values as rows of META.
final class RocksKeyChecks implements KeyChecks {
    private final RocksTables tables;
    private final GroupCommit commits;

    RocksKeyChecks(RocksTables tables, GroupCommit commits) {
        this.tables = tables;
        this.commits = commits;
    }

    @Override
    public Octets find(String purpose) {
        return value(tables.get(Table.META, key(purpose)));
    }

    @Override
    public boolean replace(String purpose, Octets known, Octets next) {
        byte[] key = key(purpose);
        return commits.commit(draft -> {
            boolean unchanged = value(draft.get(Table.META, key)).equals(known);
            if (unchanged) {
                draft.put(Table.META, key, next.toArray());
            }
            return unchanged;
        });
    }

    private static Octets value(byte @Nullable [] value) {
        return value == null ? Octets.EMPTY : Octets.copyOf(value);
    }

    private static byte[] key(String purpose) {
        return ("check:" + purpose).getBytes(StandardCharsets.US_ASCII);
    }
}
