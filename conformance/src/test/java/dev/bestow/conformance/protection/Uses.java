package dev.bestow.conformance.protection;

import dev.bestow.core.Octets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every (key, nonce) that a cipher was used with, and with which text: what [RecordingProvider] saw. Of one thread.
final class Uses {
    private final Map<Pair, Octets> texts = new HashMap<>();
    private final Set<String> algorithms = new HashSet<>();
    private final List<String> repeats = new ArrayList<>();

    private record Pair(Octets key, Octets nonce) {}

    /// @param nonce of an AEAD, or a counter block
    /// @param text what goes in, or a digest of it, additional data included
    void used(String algorithm, Octets key, Octets nonce, Octets text) {
        algorithms.add(algorithm);
        Octets before = texts.putIfAbsent(new Pair(key, nonce), text);
        if (before != null && !before.equals(text)) {
            repeats.add(algorithm + " nonce " + nonce.hex());
        }
    }

    /// Pairs that had two texts.
    List<String> repeats() {
        return repeats;
    }

    /// Pairs that were used.
    int pairs() {
        return texts.size();
    }

    Set<String> algorithms() {
        return algorithms;
    }
}
