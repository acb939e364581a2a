package dev.bestow.hss;

import dev.bestow.core.Imsi;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.KeyRingLimits;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Of which vectors one key server had no room for the key, so that it gets it once it is proven. In memory; of one
/// subscriber, kind and MME as many are kept as the key server has room for, and the oldest give way. Thread-safe.
final class RefusedPushes {
    private static final int ROOM = KeyRingLimits.STANDARD.pendingPerMme();
    private static final int CAPACITY = IssuedRands.CAPACITY / ROOM;

    private record Pushed(Imsi imsi, KeyKind kind, String host) {}

    private final Map<Pushed, List<IssuedRands.Issued>> newestLast = new LinkedHashMap<>();

    synchronized void refused(Imsi imsi, KeyKind kind, IssuedRands.Issued vector) {
        var pushed = new Pushed(imsi, kind, vector.requestingHost());
        List<IssuedRands.Issued> all = new ArrayList<>(newestLast.getOrDefault(pushed, List.of()));
        all.add(vector);
        int from = Math.max(0, all.size() - ROOM);
        IssuedRands.putLast(
                newestLast, CAPACITY, pushed, List.copyOf(all.subList(from, all.size())));
    }

    /// The vectors for `host` that were [refused][#refused] since this was asked last.
    synchronized List<IssuedRands.Issued> take(Imsi imsi, KeyKind kind, String host) {
        List<IssuedRands.Issued> all = newestLast.remove(new Pushed(imsi, kind, host));
        return all == null ? List.of() : all;
    }
}
