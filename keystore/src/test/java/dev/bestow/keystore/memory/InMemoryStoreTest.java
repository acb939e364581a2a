package dev.bestow.keystore.memory;

import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.contract.StoreContract;

final class InMemoryStoreTest implements StoreContract {
    private final InMemoryStore store = new InMemoryStore();

    @Override
    public NodeStore store() {
        return store;
    }

    @Override
    public NodeStore reopened() {
        return store;
    }

    @Override
    public NodeStore another() {
        return new InMemoryStore();
    }
}
