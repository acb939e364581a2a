package dev.bestow.core;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;

/// Remembers so many things: with one more, what was put longest ago is forgotten. Not thread-safe.
public final class NewestLast<K, V> {
    private final int capacity;
    private final Map<K, V> entries = new LinkedHashMap<>();

    public NewestLast(int capacity) {
        this.capacity = capacity;
    }

    /// Remembers it as the newest.
    public void put(K key, V value) {
        entries.remove(key);
        entries.put(key, value);
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
    }

    /// Null where it is not known, or not any more.
    public @Nullable V get(K key) {
        return entries.get(key);
    }

    /// As [#get], and forgets it.
    public @Nullable V remove(K key) {
        return entries.remove(key);
    }
}
