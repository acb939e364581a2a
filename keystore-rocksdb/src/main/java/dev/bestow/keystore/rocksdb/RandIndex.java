package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Rows of RANDS: the subscribers that have a key of one kind and RAND id, almost always a single one; after them
/// those with a confirmation only. An MME confirms what it likes, so what is one too many is not indexed.
///
/// ```
/// version 1 | IMSI 8 ...
/// ```
///
/// The key of a row is the RAND id, or a short hash in its place, and of other kinds than KS one more octet for the
/// kind. In format 1 there was a row for each pair, RAND id and IMSI its key, and a look-up had to search. Those are
/// brought together when such a store is opened.
final class RandIndex {
    private static final byte VERSION = 1;
    private static final int HEADER_OCTETS = 1;
    private static final int PAGE = 1_024;

    /// Far more than chance brings together.
    private static final int MAX_SUBSCRIBERS = 64;

    private static final byte[] BROUGHT_TOGETHER =
            "rands-by-id".getBytes(StandardCharsets.US_ASCII);

    private RandIndex() {}

    static byte[] key(KeyKind kind, RandId id) {
        return switch (kind) {
            case KS -> ByteBuffer.allocate(RandId.OCTETS).putInt(id.value()).array();
            case E2M_INT_KEY, E2M_KEY_SET ->
                    ByteBuffer.allocate(RandId.OCTETS + 1)
                            .putInt(id.value())
                            .put((byte) HistoryCodec.code(kind))
                            .array();
        };
    }

    static List<Imsi> decode(byte @Nullable [] value) {
        if (value == null) {
            return List.of();
        }
        List<Imsi> imsis = new ArrayList<>();
        int length = length(value);
        for (int at = HEADER_OCTETS; at < length; at += ImsiKey.OCTETS) {
            imsis.add(ImsiKey.decode(value, at));
        }
        return List.copyOf(imsis);
    }

    private static int length(byte[] value) {
        if (value.length % ImsiKey.OCTETS != HEADER_OCTETS || value[0] != VERSION) {
            throw RowReader.damaged(Table.RANDS);
        }
        return value.length;
    }

    /// Of whom a key is here: before those there are, and no longer behind them.
    static void addFirst(Draft draft, byte[] key, byte[] imsiKey) {
        remove(draft, key, imsiKey);
        byte[] value = draft.get(Table.RANDS, key);
        int room = (MAX_SUBSCRIBERS - 1) * ImsiKey.OCTETS;
        int others = value == null ? 0 : Math.min(length(value) - HEADER_OCTETS, room);
        byte[] longer = new byte[HEADER_OCTETS + ImsiKey.OCTETS + others];
        longer[0] = VERSION;
        System.arraycopy(imsiKey, 0, longer, HEADER_OCTETS, ImsiKey.OCTETS);
        if (value != null) {
            System.arraycopy(value, HEADER_OCTETS, longer, HEADER_OCTETS + ImsiKey.OCTETS, others);
        }
        draft.put(Table.RANDS, key, longer);
    }

    /// Of whom only a confirmation is here: behind those there are, if there is room.
    static void addLast(Draft draft, byte[] key, byte[] imsiKey) {
        addLast(draft, key, imsiKey, 0);
    }

    /// The IMSI at `from` of `imsi`, unless it is there.
    private static void addLast(Draft draft, byte[] key, byte[] imsi, int from) {
        byte[] value = draft.get(Table.RANDS, key);
        if (find(value, imsi, from) >= 0 || isFull(value)) {
            return;
        }
        byte[] longer =
                value == null
                        ? new byte[HEADER_OCTETS + ImsiKey.OCTETS]
                        : Arrays.copyOf(value, value.length + ImsiKey.OCTETS);
        longer[0] = VERSION;
        System.arraycopy(imsi, from, longer, longer.length - ImsiKey.OCTETS, ImsiKey.OCTETS);
        draft.put(Table.RANDS, key, longer);
    }

    private static boolean isFull(byte @Nullable [] value) {
        return value != null && length(value) >= HEADER_OCTETS + MAX_SUBSCRIBERS * ImsiKey.OCTETS;
    }

    static void remove(Draft draft, byte[] key, byte[] imsiKey) {
        byte[] value = draft.get(Table.RANDS, key);
        int at = find(value, imsiKey, 0);
        if (value == null || at < 0) {
            return;
        }
        if (value.length == HEADER_OCTETS + ImsiKey.OCTETS) {
            draft.delete(Table.RANDS, key);
            return;
        }
        byte[] shorter = Arrays.copyOf(value, value.length - ImsiKey.OCTETS);
        System.arraycopy(value, at + ImsiKey.OCTETS, shorter, at, shorter.length - at);
        draft.put(Table.RANDS, key, shorter);
    }

    private static int find(byte @Nullable [] value, byte[] imsi, int from) {
        if (value == null) {
            return -1;
        }
        int length = length(value);
        for (int at = HEADER_OCTETS; at < length; at += ImsiKey.OCTETS) {
            if (Arrays.equals(value, at, at + ImsiKey.OCTETS, imsi, from, from + ImsiKey.OCTETS)) {
                return at;
            }
        }
        return -1;
    }

    /// Brings the rows of format 1 together, once; after a crash it goes on.
    static void bringForward(RocksTables tables) {
        if (tables.get(Table.META, BROUGHT_TOGETHER) != null) {
            return;
        }
        byte[] from = {};
        List<Map.Entry<byte[], byte[]>> page;
        do {
            page = tables.page(Table.RANDS, from, PAGE);
            Draft draft = new Draft(tables::get);
            for (Map.Entry<byte[], byte[]> row : page) {
                byte[] pair = row.getKey();
                from = RocksSubscribers.successor(pair);
                if (pair.length == RandId.OCTETS + ImsiKey.OCTETS) {
                    addLast(draft, Arrays.copyOf(pair, RandId.OCTETS), pair, RandId.OCTETS);
                    draft.delete(Table.RANDS, pair);
                }
            }
            if (page.size() < PAGE) {
                draft.put(Table.META, BROUGHT_TOGETHER, new byte[0]);
            }
            tables.write(draft);
        } while (page.size() == PAGE);
    }
}
