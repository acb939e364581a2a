package dev.bestow.keystore;

import dev.bestow.core.Imsi;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The subscribers of one HSS.
///
/// A row is ordered by its epoch: one of a lower epoch than what is stored, or than a removal left
/// behind, never takes effect, so a delayed write cannot bring a withdrawn subscriber back. Within an
/// epoch the last write counts, except that `sqnOffset` never shrinks.
public interface SubscriberStore {
    Optional<Subscriber> find(Imsi imsi);

    /// The lowest epoch a row of this IMSI must have now: that of the stored row, one more than the
    /// last after a removal, [Subscriber#FIRST_EPOCH] when there never was one.
    long epochFloor(Imsi imsi);

    /// Stores all rows, or none when any of them is stale. Returns the IMSIs of the stale ones; empty
    /// means stored.
    List<Imsi> putAll(List<Subscriber> rows);

    /// Stores one row; false means that it was stale and nothing changed.
    default boolean put(Subscriber row) {
        return putAll(List.of(row)).isEmpty();
    }

    /// Puts credentials that have been wrapped again in the place of what they were wrapped from, each row for
    /// itself and only while it still holds that; nothing else of the row changes. Returns the IMSIs of the
    /// rows that hold something else by now, or are gone.
    List<Imsi> replaceCredentials(List<CredentialChange> changes);

    /// Withdraws a subscriber: the row goes, and what stays is the raised epoch floor, which is
    /// returned so that other nodes can be told (see [Erasure]). Empty when there was no row.
    OptionalLong remove(Imsi imsi);

    /// At most `limit` rows with an IMSI after `after`, in the order of their digits; `after` is the
    /// digits of the last IMSI of the page before, or empty for the first page.
    List<Subscriber> list(String after, int limit);

    /// How many there are. Walks them: for screens and tools, not per request.
    long count();
}
