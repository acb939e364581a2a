package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.DiameterMessage;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/// The requests waiting on one connection, by hop-by-hop identifier. A ring instead of a map: identifiers
/// count up, so the low bits are the slot, adding and taking are one compare-and-set and allocate nothing.
/// Who takes a request out owns its end.
final class PendingRequests {
    /// A slow request keeps its slot; the next identifiers pass it by.
    private static final int PROBES = 64;

    private final AtomicReferenceArray<@Nullable Pending> slots;
    private final int mask;
    private final AtomicInteger nextId;

    /// @param least capacity, rounded up to a power of two
    /// @param firstId a random start, so that a late answer of an earlier connection finds nobody
    PendingRequests(int least, int firstId) {
        int capacity = least <= 2 ? 2 : Integer.highestOneBit(least - 1) << 1;
        slots = new AtomicReferenceArray<>(capacity);
        mask = capacity - 1;
        nextId = new AtomicInteger(firstId);
    }

    /// Gives the request an identifier and a slot; false when all slots tried are taken.
    boolean add(Pending pending) {
        for (int i = 0; i < PROBES; i++) {
            int id = nextId.getAndIncrement();
            pending.hopByHop(id);
            if (slots.compareAndSet(id & mask, null, pending)) {
                return true;
            }
        }
        return false;
    }

    /// Takes the request an answer belongs to, or null when nobody waits.
    @Nullable Pending take(DiameterMessage answer) {
        Pending pending = slots.get(answer.hopByHop() & mask);
        return pending != null && pending.isAnsweredBy(answer) && remove(pending) ? pending : null;
    }

    /// Takes this very request; false when somebody else did.
    boolean remove(Pending pending) {
        return slots.compareAndSet(pending.hopByHop() & mask, pending, null);
    }

    /// Takes every request whose deadline has passed.
    void takeExpired(long nowNs, Consumer<Pending> taker) {
        for (int i = 0; i <= mask; i++) {
            Pending pending = slots.get(i);
            if (pending != null
                    && pending.isExpired(nowNs)
                    && slots.compareAndSet(i, pending, null)) {
                taker.accept(pending);
            }
        }
    }

    /// Takes every request.
    void takeAll(Consumer<Pending> taker) {
        for (int i = 0; i <= mask; i++) {
            Pending pending = slots.getAndSet(i, null);
            if (pending != null) {
                taker.accept(pending);
            }
        }
    }

    /// Looks at every request without taking it.
    void each(Consumer<Pending> reader) {
        for (int i = 0; i <= mask; i++) {
            Pending pending = slots.get(i);
            if (pending != null) {
                reader.accept(pending);
            }
        }
    }

    /// How many wait.
    int count() {
        int count = 0;
        for (int i = 0; i <= mask; i++) {
            if (slots.get(i) != null) {
                count++;
            }
        }
        return count;
    }

    boolean isEmpty() {
        for (int i = 0; i <= mask; i++) {
            if (slots.get(i) != null) {
                return false;
            }
        }
        return true;
    }
}
