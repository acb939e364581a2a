package dev.bestow.hss;

import dev.bestow.aka.SqnCeilings;
import dev.bestow.aka.SqnOffsets;
import dev.bestow.core.Imsi;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;

/// What sequence numbers need of the node's store: this instance's ceiling, and the offsets of cards
/// that were found ahead.
final class StoredSqns implements SqnCeilings, SqnOffsets {
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
}
