package dev.bestow.hss;

import dev.bestow.core.Imsi;
import dev.bestow.keystore.KeyRingLimits;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which vectors left for an MME since the PDN connection before, so that one of them is the run's whose UE opens the
/// next. In memory and without any key. Of one subscriber and MME as many are kept as a location can prove, and of all
/// together [IssuedRands#CAPACITY]; the oldest give way. Thread-safe.
final class VectorsSinceConnection {
    private static final int ROOM = KeyRingLimits.STANDARD.keysPerLocation();

    private record Receiver(Imsi imsi, String host) {}

    /// @param connected whether a connection was told since the last of them left
    private record Since(List<IssuedRands.Issued> vectors, boolean connected) {}

    private final Map<Receiver, Since> oldestFirst = new LinkedHashMap<>();
    private int size;

    synchronized void issued(Imsi imsi, IssuedRands.Issued vector) {
        var receiver = new Receiver(imsi, vector.requestingHost());
        Since before = oldestFirst.remove(receiver);
        List<IssuedRands.Issued> vectors = new ArrayList<>();
        if (before != null) {
            size -= before.vectors().size();
            if (!before.connected()) {
                vectors.addAll(before.vectors());
            }
        }
        vectors.add(vector);
        if (vectors.size() > ROOM) {
            vectors.removeFirst();
        }
        size += vectors.size();
        oldestFirst.put(receiver, new Since(List.copyOf(vectors), false));
        while (size > IssuedRands.CAPACITY) {
            giveWay();
        }
    }

    private void giveWay() {
        Iterator<Since> all = oldestFirst.values().iterator();
        size -= all.next().vectors().size();
        all.remove();
    }

    /// A UE that `host` serves opens a PDN connection: the vectors that left for it since the one before, the newest
    /// last. The same when it is told again.
    synchronized List<IssuedRands.Issued> connected(Imsi imsi, String host) {
        Since since =
                oldestFirst.computeIfPresent(
                        new Receiver(imsi, host), (_, each) -> new Since(each.vectors(), true));
        return since == null ? List.of() : since.vectors();
    }
}
