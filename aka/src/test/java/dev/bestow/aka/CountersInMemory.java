package dev.bestow.aka;

import dev.bestow.core.Imsi;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Counters of a store that can be full, and lose a subscriber.
final class CountersInMemory implements SqnCounters {
    private final Map<Imsi, Long> last = new HashMap<>();

    boolean diskFull;
    boolean withdrawn;

    @Override
    public synchronized OptionalLong take(Imsi imsi, long least) {
        if (diskFull) {
            throw new IllegalStateException("disk full");
        }
        if (withdrawn) {
            return OptionalLong.empty();
        }
        long next = Math.max(last(imsi) + 1, least);
        last.put(imsi, next);
        return OptionalLong.of(next);
    }

    synchronized long last(Imsi imsi) {
        return last.getOrDefault(imsi, 0L);
    }
}
