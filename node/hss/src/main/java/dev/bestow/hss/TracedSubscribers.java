package dev.bestow.hss;

import dev.bestow.core.Imsi;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.keystore.CredentialChange;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Subscribers whose changes are noted in their traces, once they are made.
///
/// @param rows the subscribers
record TracedSubscribers(SubscriberStore rows, SubscriberTrace<HssEvent> trace)
        implements SubscriberStore {
    @Override
    public OptionalLong remove(Imsi imsi) {
        OptionalLong floor = rows.remove(imsi);
        floor.ifPresent(epoch -> trace.note(imsi, new HssEvent.Withdrawn(epoch)));
        return floor;
    }

    @Override
    public List<Imsi> putAll(List<Subscriber> changed) {
        List<HssEvent> events = changed.stream().map(this::change).toList();
        List<Imsi> stale = rows.putAll(changed);
        if (stale.isEmpty()) {
            for (int i = 0; i < events.size(); i++) {
                trace.note(changed.get(i).imsi(), events.get(i));
            }
        }
        return stale;
    }

    private HssEvent change(Subscriber row) {
        return rows.find(row.imsi())
                .<HssEvent>map(
                        known -> new HssEvent.RowChanged(row.epoch(), row.epoch() > known.epoch()))
                .orElseGet(() -> new HssEvent.RowAdded(row.epoch()));
    }

    @Override
    public Optional<Subscriber> find(Imsi imsi) {
        return rows.find(imsi);
    }

    @Override
    public long epochFloor(Imsi imsi) {
        return rows.epochFloor(imsi);
    }

    @Override
    public List<Imsi> replaceCredentials(List<CredentialChange> changes) {
        return rows.replaceCredentials(changes);
    }

    @Override
    public List<Subscriber> list(String after, int limit) {
        return rows.list(after, limit);
    }

    @Override
    public long count() {
        return rows.count();
    }
}
