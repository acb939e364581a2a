package dev.bestow.keystore.memory;

import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimStore;
import dev.bestow.keystore.EndpointStore;
import dev.bestow.keystore.KeyChecks;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.SqnCeilings;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.history.MergingKeyRing;

/// A [NodeStore] that keeps the contract in everything but surviving the process.
public final class InMemoryStore implements NodeStore {
    private final InMemorySubscribers subscribers = new InMemorySubscribers();
    private final InMemoryLocations locations = new InMemoryLocations();
    private final InMemoryKeyRows keyRows = new InMemoryKeyRows();
    private final InMemoryKeyChecks keyChecks = new InMemoryKeyChecks();
    private final InMemoryEndpoints endpoints = new InMemoryEndpoints();
    private final InMemoryClaims.Marks marks = new InMemoryClaims.Marks();

    /// An empty one.
    public InMemoryStore() {}

    @Override
    public SubscriberStore subscribers() {
        return subscribers;
    }

    @Override
    public LocationStore locations() {
        return locations;
    }

    @Override
    public SqnCeilings sqnCeilings() {
        return subscribers;
    }

    @Override
    public KeyChecks keyChecks() {
        return keyChecks;
    }

    @Override
    public KeyRing keyRing(KeyRingLimits limits, KeyWrap wrap) {
        return new MergingKeyRing(keyRows, limits, wrap);
    }

    @Override
    public EndpointStore endpoints() {
        return endpoints;
    }

    @Override
    public ClaimStore claims(ClaimLimits limits) {
        return new InMemoryClaims(marks, limits);
    }

    /// Keeps what it has: a test opens the same store again by using it again.
    @Override
    public void close() {}
}
