package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.Notice;
import dev.bestow.keystore.ServingMme;
import dev.bestow.keystore.StoreFailure;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Serving MMEs and notices as rows of META.
///
/// ```
/// key      "serving:" IMSI 8                       value  2 | host, realm, PLMN 3, flags 1, IMEI (empty: none)
///                                                  value  1 | host, realm, PLMN 3, purged 1
/// key      "notice:" IMSI 8, kind 1, id 8, host    value  1 | realm
/// ```
///
/// Flags: 1 purged, 2 has the key policy.
final class RocksLocations implements LocationStore {
    private static final int SERVING_VERSION = 2;
    private static final int OLDEST_SERVING_VERSION = 1;
    private static final int NOTICE_VERSION = 1;
    private static final int PURGED = 1;
    private static final int HAS_KEY_POLICY = 1 << 1;
    private static final int PAGE = 256;
    private static final byte[] SERVING = "serving:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTICE = "notice:".getBytes(StandardCharsets.US_ASCII);

    private final RocksTables tables;
    private final GroupCommit commits;

    RocksLocations(RocksTables tables, GroupCommit commits) {
        this.tables = tables;
        this.commits = commits;
    }

    @Override
    public Optional<ServingMme> serving(Imsi imsi) {
        return Optional.ofNullable(serving(imsi, tables::get));
    }

    @Override
    public boolean serve(Imsi imsi, ServingMme mme, long noticeId) {
        List<Notice> outstanding = noticesOf(imsi);
        if (mme.equals(serving(imsi, tables::get)) && outstanding.isEmpty()) {
            return false;
        }
        return commits.commit(draft -> {
            outstanding.stream()
                    .filter(mme::voids)
                    .forEach(notice -> draft.delete(Table.META, key(notice)));
            ServingMme before = serving(imsi, draft::get);
            Optional<Notice> notice =
                    before == null ? Optional.empty() : before.cancelledBy(mme, imsi, noticeId);
            notice.ifPresent(cancel -> put(draft, cancel));
            put(draft, imsi, mme);
            return notice.isPresent();
        });
    }

    @Override
    public boolean purge(Imsi imsi, String host) {
        return commits.commit(draft -> {
            ServingMme mme = serving(imsi, draft::get);
            if (mme == null || !mme.host().equalsIgnoreCase(host)) {
                return false;
            }
            put(draft, imsi, mme.asPurged());
            return true;
        });
    }

    @Override
    public void note(List<Notice> notices) {
        if (!notices.isEmpty()) {
            commits.commit(draft -> {
                notices.forEach(notice -> put(draft, notice));
                return true;
            });
        }
    }

    @Override
    public List<Notice> notices(@Nullable Notice after, int limit) {
        byte[] from = after == null ? NOTICE : RocksSubscribers.successor(key(after));
        return page(from, NOTICE, limit);
    }

    private List<Notice> noticesOf(Imsi imsi) {
        byte[] prefix =
                ByteBuffer.allocate(NOTICE.length + Long.BYTES)
                        .put(NOTICE)
                        .put(ImsiKey.encode(imsi))
                        .array();
        return page(prefix, prefix, Integer.MAX_VALUE);
    }

    /// The notices from `from` on whose keys begin with `prefix`.
    private List<Notice> page(byte[] from, byte[] prefix, int limit) {
        List<Notice> found = new ArrayList<>();
        byte[] next = from;
        while (found.size() < limit) {
            int wanted = Math.min(PAGE, limit - found.size());
            List<Map.Entry<byte[], byte[]>> page = tables.page(Table.META, next, wanted);
            for (Map.Entry<byte[], byte[]> row : page) {
                if (!startsWith(row.getKey(), prefix)) {
                    return found;
                }
                found.add(decode(row.getKey(), row.getValue()));
            }
            if (page.size() < wanted) {
                return found;
            }
            next = RocksSubscribers.successor(page.getLast().getKey());
        }
        return found;
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public void delivered(Notice notice) {
        commits.commit(draft -> {
            draft.delete(Table.META, key(notice));
            return true;
        });
    }

    private static @Nullable ServingMme serving(Imsi imsi, Draft.Base rows) {
        byte[] value = rows.get(Table.META, servingKey(imsi));
        return value == null ? null : decode(value);
    }

    static ServingMme decode(byte[] row) {
        return RowReader.read(
                Table.META, OLDEST_SERVING_VERSION, SERVING_VERSION, row, RocksLocations::decode);
    }

    private static ServingMme decode(RowReader in) {
        String host = in.text();
        String realm = in.text();
        PlmnId visited = PlmnId.decode(in.fixed(PlmnId.OCTETS));
        int flags = in.octet();
        boolean purged = (flags & PURGED) != 0;
        if (in.version() == OLDEST_SERVING_VERSION) {
            return new ServingMme(host, realm, visited, purged, true, null);
        }
        boolean hasKeyPolicy = (flags & HAS_KEY_POLICY) != 0;
        String imei = in.text();
        return new ServingMme(
                host, realm, visited, purged, hasKeyPolicy, imei.isEmpty() ? null : new Imei(imei));
    }

    static byte[] encode(ServingMme mme) {
        Imei imei = mme.imei();
        return new RowWriter(SERVING_VERSION)
                .text(mme.host())
                .text(mme.realm())
                .fixed(mme.visited().encode())
                .octet((mme.purged() ? PURGED : 0) | (mme.hasKeyPolicy() ? HAS_KEY_POLICY : 0))
                .text(imei == null ? "" : imei.digits())
                .toArray();
    }

    private static void put(Draft draft, Imsi imsi, ServingMme mme) {
        draft.put(Table.META, servingKey(imsi), encode(mme));
    }

    private static void put(Draft draft, Notice notice) {
        draft.put(
                Table.META,
                key(notice),
                new RowWriter(NOTICE_VERSION).text(notice.realm()).toArray());
    }

    private static byte[] servingKey(Imsi imsi) {
        return ByteBuffer.allocate(SERVING.length + Long.BYTES)
                .put(SERVING)
                .put(ImsiKey.encode(imsi))
                .array();
    }

    private static byte[] key(Notice notice) {
        byte[] host = notice.host().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(NOTICE.length + 2 * Long.BYTES + 1 + host.length)
                .put(NOTICE)
                .put(ImsiKey.encode(notice.imsi()))
                .put((byte) notice.kind().code())
                .putLong(notice.id())
                .put(host)
                .array();
    }

    private static Notice decode(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(key);
        in.position(NOTICE.length + Long.BYTES);
        Notice.Kind kind =
                Notice.Kind.of(in.get())
                        .orElseThrow(() -> new StoreFailure("a notice is of no known kind"));
        long id = in.getLong();
        String host = StandardCharsets.UTF_8.decode(in).toString();
        String realm = RowReader.read(Table.META, NOTICE_VERSION, value, RowReader::text);
        return new Notice(kind, ImsiKey.decode(key, NOTICE.length), host, realm, id);
    }
}
