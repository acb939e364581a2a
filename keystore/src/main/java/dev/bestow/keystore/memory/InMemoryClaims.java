package dev.bestow.keystore.memory;

import dev.bestow.core.Octets;
import dev.bestow.keystore.Claim;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimMark;
import dev.bestow.keystore.ClaimOutcome;
import dev.bestow.keystore.ClaimStore;

import java.util.HashMap;
import java.util.Map;

final class InMemoryClaims implements ClaimStore {
    /// Key name to RAND_AS to mark.
    static final class Marks {
        private final Map<Octets, Map<Octets, ClaimMark>> byKey = new HashMap<>();
    }

    private final Marks marks;
    private final ClaimLimits limits;

    InMemoryClaims(Marks marks, ClaimLimits limits) {
        this.marks = marks;
        this.limits = limits;
    }

    @Override
    public ClaimOutcome claim(Claim claim, long nowMs) {
        synchronized (marks) {
            if (nowMs >= claim.keyExpiresAtMs()) {
                return new ClaimOutcome.Expired();
            }
            Map<Octets, ClaimMark> ofKey =
                    marks.byKey.computeIfAbsent(claim.keyName(), _ -> new HashMap<>());
            ClaimMark mark = ofKey.get(claim.randAs());
            if (mark != null) {
                return mark.answer(claim, nowMs, limits);
            }
            if (ofKey.size() >= limits.marksPerKey()) {
                return new ClaimOutcome.Full();
            }
            ofKey.put(claim.randAs(), ClaimMark.of(claim, nowMs));
            return new ClaimOutcome.Admitted();
        }
    }

    @Override
    public void storeResponse(Octets keyName, Octets randAs, Octets response) {
        synchronized (marks) {
            marks.byKey
                    .getOrDefault(keyName, new HashMap<>())
                    .computeIfPresent(randAs, (_, mark) -> mark.withResponse(response));
        }
    }

    @Override
    public long sweep(long nowMs) {
        synchronized (marks) {
            long before = count();
            marks.byKey
                    .values()
                    .forEach(ofKey -> ofKey.values().removeIf(mark -> mark.ended(nowMs, limits)));
            marks.byKey.values().removeIf(Map::isEmpty);
            return before - count();
        }
    }

    private long count() {
        return marks.byKey.values().stream().mapToLong(Map::size).sum();
    }
}
