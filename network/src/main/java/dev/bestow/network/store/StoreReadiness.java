package dev.bestow.network.store;

import dev.bestow.core.Imsi;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.StoreFailure;

import java.util.List;
import java.util.function.Supplier;

/// Whether a store answers: looks up a subscriber that no network has, MCC 999 being nobody's.
record StoreReadiness(NodeStore store) implements Supplier<List<String>> {
    private static final Imsi NOBODY = Imsi.parse("999990000000000");

    @Override
    public List<String> get() {
        try {
            long _ = store.subscribers().epochFloor(NOBODY);
            return List.of();
        } catch (StoreFailure e) {
            return List.of("the store fails: " + e.getMessage());
        }
    }
}
