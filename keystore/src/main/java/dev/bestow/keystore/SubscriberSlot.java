package dev.bestow.keystore;

import java.util.Optional;

/// What is stored under one IMSI, and the rules of [SubscriberStore] about what may replace it.
public sealed interface SubscriberSlot {
    /// Nothing was ever stored.
    static SubscriberSlot vacant() {
        return new Withdrawn(Subscriber.FIRST_EPOCH);
    }

    /// A subscriber.
    record Present(Subscriber row) implements SubscriberSlot {}

    /// None, and what a removal left behind.
    ///
    /// @param floor the lowest epoch a row may have
    record Withdrawn(long floor) implements SubscriberSlot {}

    /// The lowest epoch a row may have.
    default long epochFloor() {
        return switch (this) {
            case Present(Subscriber row) -> row.epoch();
            case Withdrawn(long floor) -> floor;
        };
    }

    /// The stored subscriber.
    default Optional<Subscriber> subscriber() {
        return switch (this) {
            case Present(Subscriber row) -> Optional.of(row);
            case Withdrawn _ -> Optional.empty();
        };
    }

    /// What is stored after `row` was put here, or empty when `row` is stale.
    default Optional<SubscriberSlot> with(Subscriber row) {
        if (row.epoch() < epochFloor()) {
            return Optional.empty();
        }
        long known =
                this instanceof Present(Subscriber old) && old.epoch() == row.epoch()
                        ? old.sqnOffset()
                        : 0;
        return Optional.of(new Present(known > row.sqnOffset() ? row.withSqnOffset(known) : row));
    }

    /// What is stored after a removal, or empty when there is nothing to remove.
    default Optional<Withdrawn> withdrawn() {
        return subscriber().map(row -> new Withdrawn(row.epoch() + 1));
    }

    /// What is stored after credentials were wrapped again, or empty when they are not those known.
    default Optional<SubscriberSlot> with(CredentialChange change) {
        return subscriber()
                .filter(row -> row.credentials().equals(change.known()))
                .map(row -> new Present(row.withCredentials(change.next())));
    }

    /// What is stored after a card of `epoch` has been given the next SEQ, at least `least`, which then is
    /// its offset. Empty when no such subscriber is here.
    default Optional<Present> withNextSeq(long epoch, long least) {
        return subscriber()
                .filter(row -> row.epoch() == epoch)
                .map(row -> new Present(row.withSqnOffset(Math.max(row.sqnOffset() + 1, least))));
    }

    /// What is stored after an AUTS of a card of `epoch` proved it `offset` ahead, or empty when no such
    /// subscriber is here.
    default Optional<SubscriberSlot> withOffset(long epoch, long offset) {
        return subscriber()
                .filter(row -> row.epoch() == epoch)
                .map(row -> new Present(row.withSqnOffset(Math.max(row.sqnOffset(), offset))));
    }
}
