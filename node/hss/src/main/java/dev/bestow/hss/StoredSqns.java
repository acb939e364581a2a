package dev.bestow.hss;

import dev.bestow.aka.SqnCeilings;
import dev.bestow.aka.SqnCounters;
import dev.bestow.aka.SqnOffsets;
import dev.bestow.core.Imsi;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;

import java.util.OptionalLong;

/// What sequence numbers need of the node's store: this instance's ceiling, the offsets of cards that were
/// found ahead, and the counters of cards that have one.
final class StoredSqns implements SqnCeilings, SqnOffsets, SqnCounters {
    private final SubscriberStore subscribers;
    private final dev.bestow.keystore.SqnCeilings ceilings;
    private final int instance;

    StoredSqns(NodeStore store, int instance) {
        this.subscribers = store.subscribers();
        this.ceilings = store.sqnCeilings();
        this.instance = instance;
    }

    @Override
    public long ceiling() {
        return ceilings.ceiling(instance);
    }

    @Override
    public void raise(long ceiling) {
        ceilings.raiseCeiling(instance, ceiling);
    }

    @Override
    public long offset(Imsi imsi) {
        return subscribers.find(imsi).map(Subscriber::sqnOffset).orElse(0L);
    }

    /// Without effect when the subscriber has been withdrawn, or its card replaced, meanwhile.
    @Override
    public void raise(Imsi imsi, long offset) {
        subscribers
                .find(imsi)
                .ifPresent(subscriber -> ceilings.raiseOffset(imsi, subscriber.epoch(), offset));
    }

    @Override
    public OptionalLong take(Imsi imsi, long least) {
        return subscribers
                .find(imsi)
                .map(subscriber -> ceilings.takeSeq(imsi, subscriber.epoch(), least))
                .orElse(OptionalLong.empty());
    }
}
