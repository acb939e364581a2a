package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Imsi;
import dev.bestow.keystore.CredentialChange;
import dev.bestow.keystore.SqnCeilings;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberSlot;
import dev.bestow.keystore.SubscriberStore;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Subscribers and ceilings as rows.
final class RocksSubscribers implements SubscriberStore, SqnCeilings {
    private static final int PAGE = 1_024;

    private final RocksTables tables;
    private final GroupCommit commits;
    private final RowCache<SubscriberSlot> slots;

    RocksSubscribers(RocksTables tables, GroupCommit commits) {
        this.tables = tables;
        this.commits = commits;
        this.slots =
                tables.cached(
                        Table.SUBSCRIBERS, (key, value) -> slot(ImsiKey.decode(key, 0), value));
    }

    @Override
    public Optional<Subscriber> find(Imsi imsi) {
        return slots.get(ImsiKey.encode(imsi)).subscriber();
    }

    @Override
    public long epochFloor(Imsi imsi) {
        return slots.get(ImsiKey.encode(imsi)).epochFloor();
    }

    @Override
    public List<Imsi> putAll(List<Subscriber> rows) {
        return commits.commit(draft -> {
            Draft trial = new Draft(draft::get);
            List<Imsi> stale = new ArrayList<>();
            for (Subscriber row : rows) {
                Optional<SubscriberSlot> after = slot(row.imsi(), trial::get).with(row);
                after.ifPresentOrElse(
                        slot -> put(trial, row.imsi(), slot), () -> stale.add(row.imsi()));
            }
            if (stale.isEmpty()) {
                draft.merge(trial);
            }
            return stale;
        });
    }

    @Override
    public List<Imsi> replaceCredentials(List<CredentialChange> changes) {
        return commits.commit(draft -> {
            List<Imsi> contested = new ArrayList<>();
            for (CredentialChange change : changes) {
                slot(change.imsi(), draft::get)
                        .with(change)
                        .ifPresentOrElse(
                                after -> put(draft, change.imsi(), after),
                                () -> contested.add(change.imsi()));
            }
            return contested;
        });
    }

    @Override
    public OptionalLong remove(Imsi imsi) {
        return commits.commit(draft -> {
            Optional<SubscriberSlot.Withdrawn> after = slot(imsi, draft::get).withdrawn();
            after.ifPresent(slot -> put(draft, imsi, slot));
            return after.map(slot -> OptionalLong.of(slot.floor())).orElse(OptionalLong.empty());
        });
    }

    @Override
    public List<Subscriber> list(String after, int limit) {
        List<Subscriber> found = new ArrayList<>();
        byte[] last = ImsiKey.encode(after);
        while (found.size() < limit) {
            List<Map.Entry<byte[], byte[]>> page =
                    tables.page(Table.SUBSCRIBERS, successor(last), PAGE);
            for (Map.Entry<byte[], byte[]> row : page) {
                if (found.size() < limit) {
                    Imsi imsi = ImsiKey.decode(row.getKey(), 0);
                    SubscriberCodec.decode(imsi, row.getValue()).subscriber().ifPresent(found::add);
                }
            }
            if (page.size() < PAGE) {
                break;
            }
            last = page.getLast().getKey();
        }
        return found;
    }

    @Override
    public long count() {
        long count = 0;
        byte[] from = new byte[0];
        while (true) {
            List<Map.Entry<byte[], byte[]>> page = tables.page(Table.SUBSCRIBERS, from, PAGE);
            count += page.stream().filter(row -> SubscriberCodec.present(row.getValue())).count();
            if (page.size() < PAGE) {
                return count;
            }
            from = successor(page.getLast().getKey());
        }
    }

    @Override
    public long ceiling(int instance) {
        return ceiling(tables.get(Table.META, ceilingKey(instance)));
    }

    @Override
    public void raiseCeiling(int instance, long ceiling) {
        byte[] key = ceilingKey(instance);
        commits.commit(draft -> {
            if (ceiling > ceiling(draft.get(Table.META, key))) {
                draft.put(
                        Table.META, key, ByteBuffer.allocate(Long.BYTES).putLong(ceiling).array());
            }
            return true;
        });
    }

    @Override
    public boolean raiseOffset(Imsi imsi, long epoch, long offset) {
        return commits.commit(draft -> {
            Optional<SubscriberSlot> after = slot(imsi, draft::get).withOffset(epoch, offset);
            after.ifPresent(slot -> put(draft, imsi, slot));
            return after.isPresent();
        });
    }

    @Override
    public OptionalLong takeSeq(Imsi imsi, long epoch, long least) {
        return commits.commit(draft -> {
            Optional<SubscriberSlot.Present> after =
                    slot(imsi, draft::get).withNextSeq(epoch, least);
            after.ifPresent(slot -> put(draft, imsi, slot));
            return after.map(slot -> OptionalLong.of(slot.row().sqnOffset()))
                    .orElse(OptionalLong.empty());
        });
    }

    private static SubscriberSlot slot(Imsi imsi, Draft.Base rows) {
        return slot(imsi, rows.get(Table.SUBSCRIBERS, ImsiKey.encode(imsi)));
    }

    private static SubscriberSlot slot(Imsi imsi, byte @Nullable [] value) {
        return value == null ? SubscriberSlot.vacant() : SubscriberCodec.decode(imsi, value);
    }

    private static void put(Draft draft, Imsi imsi, SubscriberSlot slot) {
        draft.put(Table.SUBSCRIBERS, ImsiKey.encode(imsi), SubscriberCodec.encode(slot));
    }

    private static long ceiling(byte @Nullable [] value) {
        return value == null ? 0 : ByteBuffer.wrap(value).getLong();
    }

    private static byte[] ceilingKey(int instance) {
        byte[] name = "ceiling:".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(name.length + Integer.BYTES).put(name).putInt(instance).array();
    }

    /// The smallest key after `key`.
    static byte[] successor(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
