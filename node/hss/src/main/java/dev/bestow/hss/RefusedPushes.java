package dev.bestow.hss;

import dev.bestow.core.Imsi;
import dev.bestow.core.NewestLast;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.KeyRingLimits;

import java.util.ArrayList;
import java.util.List;

/// Of which vectors one key server had no room for the key, so that it gets it once it is proven. In memory; of one
/// subscriber, kind and MME as many are kept as the key server has room for, and the oldest give way. Thread-safe.
final class RefusedPushes {
    private static final int ROOM = KeyRingLimits.STANDARD.pendingPerMme();

    private record Pushed(Imsi imsi, KeyKind kind, String host) {}

    private final NewestLast<Pushed, List<IssuedRands.Issued>> vectors =
            new NewestLast<>(IssuedRands.CAPACITY / ROOM);

    synchronized void refused(Imsi imsi, KeyKind kind, IssuedRands.Issued vector) {
        var pushed = new Pushed(imsi, kind, vector.requestingHost());
        List<IssuedRands.Issued> before = vectors.get(pushed);
        List<IssuedRands.Issued> all = before == null ? new ArrayList<>() : new ArrayList<>(before);
        all.add(vector);
        int from = Math.max(0, all.size() - ROOM);
        vectors.put(pushed, List.copyOf(all.subList(from, all.size())));
    }

    /// The vectors for `host` that were [refused][#refused] since this was asked last.
    synchronized List<IssuedRands.Issued> take(Imsi imsi, KeyKind kind, String host) {
        List<IssuedRands.Issued> all = vectors.remove(new Pushed(imsi, kind, host));
        return all == null ? List.of() : all;
    }
}
