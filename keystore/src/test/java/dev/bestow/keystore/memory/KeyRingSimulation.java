package dev.bestow.keystore.memory;

import dev.bestow.keystore.contract.KeyRingModel;

import org.junit.jupiter.api.Test;

/// Many random histories; `-Dseed=N` replays one.
final class KeyRingSimulation {
    private static final int HISTORIES = 300;

    @Test
    void anyOrderRepetitionAndDelayEndsInTheSameState() {
        Long replayed = Long.getLong("seed");
        if (replayed != null) {
            KeyRingModel.check(replayed, InMemoryStore::new);
            return;
        }
        for (long seed = 0; seed < HISTORIES; seed++) {
            KeyRingModel.check(seed, InMemoryStore::new);
        }
    }
}
