package dev.bestow.keystore.memory;

import dev.bestow.core.Imsi;
import dev.bestow.keystore.CredentialChange;
import dev.bestow.keystore.SqnCeilings;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberSlot;
import dev.bestow.keystore.SubscriberStore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

final class InMemorySubscribers implements SubscriberStore, SqnCeilings {
    private final NavigableMap<String, SubscriberSlot> slots = new TreeMap<>();
    private final Map<Integer, Long> ceilings = new HashMap<>();

    @Override
    public synchronized Optional<Subscriber> find(Imsi imsi) {
        return slot(imsi).subscriber();
    }

    @Override
    public synchronized long epochFloor(Imsi imsi) {
        return slot(imsi).epochFloor();
    }

    @Override
    public synchronized List<Imsi> putAll(List<Subscriber> rows) {
        Map<String, SubscriberSlot> changed = new HashMap<>();
        List<Imsi> stale = new ArrayList<>();
        for (Subscriber row : rows) {
            String key = row.imsi().digits();
            SubscriberSlot before = changed.getOrDefault(key, slot(row.imsi()));
            before.with(row)
                    .ifPresentOrElse(after -> changed.put(key, after), () -> stale.add(row.imsi()));
        }
        if (stale.isEmpty()) {
            slots.putAll(changed);
        }
        return stale;
    }

    @Override
    public synchronized List<Imsi> replaceCredentials(List<CredentialChange> changes) {
        List<Imsi> contested = new ArrayList<>();
        for (CredentialChange change : changes) {
            slot(change.imsi())
                    .with(change)
                    .ifPresentOrElse(
                            after -> slots.put(change.imsi().digits(), after),
                            () -> contested.add(change.imsi()));
        }
        return contested;
    }

    @Override
    public synchronized OptionalLong remove(Imsi imsi) {
        Optional<SubscriberSlot.Withdrawn> after = slot(imsi).withdrawn();
        after.ifPresent(slot -> slots.put(imsi.digits(), slot));
        return after.map(slot -> OptionalLong.of(slot.floor())).orElse(OptionalLong.empty());
    }

    @Override
    public synchronized List<Subscriber> list(String after, int limit) {
        return slots.tailMap(after, false).values().stream()
                .flatMap(slot -> slot.subscriber().stream())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long count() {
        return slots.values().stream().filter(slot -> slot.subscriber().isPresent()).count();
    }

    @Override
    public synchronized long ceiling(int instance) {
        return ceilings.getOrDefault(instance, 0L);
    }

    @Override
    public synchronized void raiseCeiling(int instance, long ceiling) {
        ceilings.merge(instance, ceiling, Math::max);
    }

    @Override
    public synchronized boolean raiseOffset(Imsi imsi, long epoch, long offset) {
        Optional<SubscriberSlot> after = slot(imsi).withOffset(epoch, offset);
        after.ifPresent(slot -> slots.put(imsi.digits(), slot));
        return after.isPresent();
    }

    @Override
    public synchronized OptionalLong takeSeq(Imsi imsi, long epoch, long least) {
        Optional<SubscriberSlot.Present> after = slot(imsi).withNextSeq(epoch, least);
        after.ifPresent(slot -> slots.put(imsi.digits(), slot));
        return after.map(slot -> OptionalLong.of(slot.row().sqnOffset()))
                .orElse(OptionalLong.empty());
    }

    private SubscriberSlot slot(Imsi imsi) {
        return slots.getOrDefault(imsi.digits(), SubscriberSlot.vacant());
    }
}
