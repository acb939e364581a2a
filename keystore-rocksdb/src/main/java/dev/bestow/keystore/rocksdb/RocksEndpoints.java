package dev.bestow.keystore.rocksdb;

import dev.bestow.core.AsId;
import dev.bestow.core.Rand;
import dev.bestow.keystore.EndpointStore;
import dev.bestow.keystore.Revocation;
import dev.bestow.keystore.Standing;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Rows of META, which an earlier version reads over:
///
/// ```
/// "revoked:" name 0 RAND 16    kept until, in ms 8
/// "endpoint:" name             change 8, fresh from, in ms 8
/// ```
final class RocksEndpoints implements EndpointStore {
    private static final String REVOKED = "revoked:";
    private static final String STANDING = "endpoint:";
    private static final int PAGE = 1_024;

    private final RocksTables tables;
    private final GroupCommit commits;

    RocksEndpoints(RocksTables tables, GroupCommit commits) {
        this.tables = tables;
        this.commits = commits;
    }

    @Override
    public void revoke(Revocation fact) {
        byte[] key = revoked(fact.endpoint(), fact.rand());
        commits.commit(draft -> {
            long known = keptUntilMs(draft.get(Table.META, key));
            if (fact.keptUntilMs() > known) {
                draft.put(Table.META, key, longs(fact.keptUntilMs()));
            }
            return true;
        });
    }

    @Override
    public boolean isRevoked(AsId endpoint, Rand rand) {
        return tables.get(Table.META, revoked(endpoint, rand)) != null;
    }

    @Override
    public Standing standing(AsId endpoint) {
        return standing(endpoint, tables.get(Table.META, prefixed(STANDING, endpoint.fqdn())));
    }

    @Override
    public void keep(Standing standing) {
        byte[] key = prefixed(STANDING, standing.endpoint().fqdn());
        commits.commit(draft -> {
            Standing known = standing(standing.endpoint(), draft.get(Table.META, key));
            if (standing.change() > known.change()) {
                draft.put(Table.META, key, longs(standing.change(), standing.freshFromMs()));
            }
            return true;
        });
    }

    private static Standing standing(AsId endpoint, byte @Nullable [] value) {
        if (value == null) {
            return Standing.initial(endpoint);
        }
        ByteBuffer in = ByteBuffer.wrap(value);
        return new Standing(endpoint, in.getLong(), in.getLong());
    }

    @Override
    public List<Standing> standings() {
        return rows(
                STANDING,
                row -> {
                    byte[] key = row.getKey();
                    int length = STANDING.length();
                    String name =
                            new String(key, length, key.length - length, StandardCharsets.US_ASCII);
                    return standing(AsId.parse(name), row.getValue());
                });
    }

    @Override
    public long sweep(long nowMs) {
        List<byte[]> ended =
                rows(
                                REVOKED,
                                row ->
                                        keptUntilMs(row.getValue()) <= nowMs
                                                ? row.getKey()
                                                : new byte[0])
                        .stream()
                        .filter(key -> key.length > 0)
                        .toList();
        if (ended.isEmpty()) {
            return 0;
        }
        return commits.commit(draft -> {
            long removed = 0;
            for (byte[] key : ended) {
                byte[] value = draft.get(Table.META, key);
                if (value != null && keptUntilMs(value) <= nowMs) {
                    draft.delete(Table.META, key);
                    removed++;
                }
            }
            return removed;
        });
    }

    /// What `read` makes of all rows whose keys begin so, in their order.
    private <T> List<T> rows(String prefix, Function<Map.Entry<byte[], byte[]>, T> read) {
        List<T> found = new ArrayList<>();
        byte[] begin = prefix.getBytes(StandardCharsets.US_ASCII);
        byte[] from = begin;
        while (true) {
            List<Map.Entry<byte[], byte[]>> page = tables.page(Table.META, from, PAGE);
            for (Map.Entry<byte[], byte[]> row : page) {
                if (!begins(row.getKey(), begin)) {
                    return found;
                }
                found.add(read.apply(row));
            }
            if (page.size() < PAGE) {
                return found;
            }
            from = RocksSubscribers.successor(page.getLast().getKey());
        }
    }

    private static boolean begins(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    private static long keptUntilMs(byte @Nullable [] value) {
        return value == null ? Long.MIN_VALUE : ByteBuffer.wrap(value).getLong();
    }

    private static byte[] revoked(AsId endpoint, Rand rand) {
        byte[] head = prefixed(REVOKED, endpoint.fqdn());
        byte[] key = Arrays.copyOf(head, head.length + 1 + Rand.OCTETS);
        rand.octets().writeTo(key, head.length + 1);
        return key;
    }

    private static byte[] prefixed(String prefix, String name) {
        return (prefix + name).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] longs(long... values) {
        ByteBuffer out = ByteBuffer.allocate(Long.BYTES * values.length);
        for (long value : values) {
            out.putLong(value);
        }
        return out.array();
    }
}
