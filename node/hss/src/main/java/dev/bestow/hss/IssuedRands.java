package dev.bestow.hss;

import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Which vectors left lately, so that the key of one can be derived again. In memory and without any key: CK and IK
/// follow from K and RAND. Bounded; the oldest goes first. Thread-safe.
final class IssuedRands {
    /// About 20 MB when full: the vectors of a minute in which a thousand devices attach each second.
    static final int CAPACITY = 65_536;

    /// What was said about the key when its vector left, all but the key.
    ///
    /// @param epoch of the subscriber row then; once it is raised, the key may not be had any more
    /// @param requestingHost the MME that got the vector, and may confirm it
    /// @param confirms whether it does
    record Issued(
            Rand rand,
            long epoch,
            long issueNumber,
            PlmnId visited,
            String requestingHost,
            boolean confirms,
            Instant expiry) {}

    private record Name(Imsi imsi, RandId randId) {}

    private final Map<Name, Issued> newestLast = new LinkedHashMap<>();

    synchronized void issued(Imsi imsi, Issued vector) {
        newestLast.put(new Name(imsi, vector.rand().id()), vector);
        if (newestLast.size() > CAPACITY) {
            newestLast.remove(newestLast.keySet().iterator().next());
        }
    }

    /// The subscriber's vector of that name, if it left lately.
    synchronized @Nullable Issued find(Imsi imsi, RandId randId) {
        return newestLast.get(new Name(imsi, randId));
    }
}
