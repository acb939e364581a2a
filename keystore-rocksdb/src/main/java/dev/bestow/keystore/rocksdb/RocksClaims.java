package dev.bestow.keystore.rocksdb;

import dev.bestow.core.Octets;
import dev.bestow.keystore.Claim;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimMark;
import dev.bestow.keystore.ClaimOutcome;
import dev.bestow.keystore.ClaimStore;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Replay marks as rows, with a count per key that changes in the same write.
final class RocksClaims implements ClaimStore {
    private static final int PAGE = 1_024;

    private static final byte[] ENDED_UNTIL =
            "claims-ended-until".getBytes(StandardCharsets.US_ASCII);

    private final RocksTables tables;
    private final GroupCommit commits;
    private final ClaimLimits limits;

    RocksClaims(RocksTables tables, GroupCommit commits, ClaimLimits limits) {
        this.tables = tables;
        this.commits = commits;
        this.limits = limits;
    }

    @Override
    public ClaimOutcome claim(Claim claim, long nowMs) {
        if (nowMs >= claim.keyExpiresAtMs()) {
            return new ClaimOutcome.Expired();
        }
        byte[] key = ClaimCodec.key(claim.keyName(), claim.randAs());
        return commits.commit(draft -> claim(draft, key, claim, nowMs));
    }

    private ClaimOutcome claim(Draft draft, byte[] key, Claim claim, long nowMs) {
        if (claim.keyExpiresAtMs() <= endedUntil(draft)) {
            return new ClaimOutcome.Expired();
        }
        byte[] known = draft.get(Table.CLAIMS, key);
        if (known != null) {
            return ClaimCodec.decode(known).answer(claim, nowMs, limits);
        }
        byte[] keyName = claim.keyName().toArray();
        int count = count(draft, keyName);
        if (count >= limits.marksPerKey()) {
            return new ClaimOutcome.Full();
        }
        draft.put(Table.CLAIMS, key, ClaimCodec.encode(ClaimMark.of(claim, nowMs)));
        putCount(draft, keyName, count + 1);
        return new ClaimOutcome.Admitted();
    }

    @Override
    public void storeResponse(Octets keyName, Octets randAs, Octets response) {
        byte[] key = ClaimCodec.key(keyName, randAs);
        commits.commit(draft -> {
            byte[] known = draft.get(Table.CLAIMS, key);
            if (known != null) {
                ClaimMark answered = ClaimCodec.decode(known).withResponse(response);
                draft.put(Table.CLAIMS, key, ClaimCodec.encode(answered));
            }
            return true;
        });
    }

    @Override
    public long sweep(long nowMs) {
        long removed = 0;
        byte[] from = new byte[0];
        while (true) {
            List<Map.Entry<byte[], byte[]>> page = tables.page(Table.CLAIMS, from, PAGE);
            List<byte[]> due =
                    page.stream()
                            .filter(row -> ClaimCodec.decode(row.getValue()).ended(nowMs, limits))
                            .map(Map.Entry::getKey)
                            .toList();
            if (!due.isEmpty()) {
                removed += commits.commit(draft -> remove(draft, due));
            }
            if (page.size() < PAGE) {
                return removed;
            }
            from = RocksSubscribers.successor(page.getLast().getKey());
        }
    }

    private static long remove(Draft draft, List<byte[]> due) {
        long removed = 0;
        for (byte[] key : due) {
            if (draft.get(Table.CLAIMS, key) != null) {
                draft.delete(Table.CLAIMS, key);
                byte[] keyName = ClaimCodec.keyName(key);
                putCount(draft, keyName, count(draft, keyName) - 1);
                removed++;
            }
        }
        return removed;
    }

    static void endUntil(GroupCommit commits, long expiryMs) {
        commits.commit(draft -> {
            if (expiryMs > endedUntil(draft)) {
                byte[] value = ByteBuffer.allocate(Long.BYTES).putLong(expiryMs).array();
                draft.put(Table.META, ENDED_UNTIL, value);
            }
            return true;
        });
    }

    private static long endedUntil(Draft draft) {
        byte[] value = draft.get(Table.META, ENDED_UNTIL);
        return value == null ? Long.MIN_VALUE : ByteBuffer.wrap(value).getLong();
    }

    private static int count(Draft draft, byte[] keyName) {
        byte[] value = draft.get(Table.CLAIM_COUNTS, keyName);
        return value == null ? 0 : ByteBuffer.wrap(value).getInt();
    }

    private static void putCount(Draft draft, byte[] keyName, int count) {
        if (count <= 0) {
            draft.delete(Table.CLAIM_COUNTS, keyName);
        } else {
            draft.put(
                    Table.CLAIM_COUNTS,
                    keyName,
                    ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
        }
    }
}
