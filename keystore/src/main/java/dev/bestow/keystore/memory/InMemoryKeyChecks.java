package dev.bestow.keystore.memory;

import dev.bestow.core.Octets;
import dev.bestow.keystore.KeyChecks;

import java.util.HashMap;
import java.util.Map;

final class InMemoryKeyChecks implements KeyChecks {
    private final Map<String, Octets> values = new HashMap<>();

    @Override
    public synchronized Octets find(String purpose) {
        return values.getOrDefault(purpose, Octets.EMPTY);
    }

    @Override
    public synchronized boolean replace(String purpose, Octets known, Octets next) {
        if (!find(purpose).equals(known)) {
            return false;
        }
        values.put(purpose, next);
        return true;
    }
}
