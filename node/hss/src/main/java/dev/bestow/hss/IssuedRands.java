package dev.bestow.hss;

import dev.bestow.core.Imsi;
import dev.bestow.core.NewestLast;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.keystore.KeyOrder;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/// Which vectors left lately, so that the key of one can be derived again. In memory and without any key: CK and IK
/// follow from K and RAND. And up to which number they left for each MME. Bounded; the oldest goes first. Thread-safe.
final class IssuedRands {
    /// About 40 MB when full: the vectors of a minute in which a thousand devices attach each second.
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

    /// What left for one MME.
    ///
    /// @param upTo none of the vectors comes after it
    /// @param confirms whether the MME confirms their keys
    record Bound(KeyOrder upTo, boolean confirms) {}

    private record Name(Imsi imsi, RandId randId) {}

    private record Receiver(Imsi imsi, String host) {}

    private final NewestLast<Name, Issued> vectors = new NewestLast<>(CAPACITY);
    private final NewestLast<Receiver, Bound> bounds = new NewestLast<>(CAPACITY);
    private final NewestLast<Receiver, Issued> last = new NewestLast<>(CAPACITY);
    private final NewestLast<Imsi, String> locations = new NewestLast<>(CAPACITY);

    /// Who serves is noted in lower case.
    private static Receiver served(Imsi imsi, String host) {
        return new Receiver(imsi, host.toLowerCase(Locale.ROOT));
    }

    synchronized void issued(Imsi imsi, Issued vector) {
        vectors.put(new Name(imsi, vector.rand().id()), vector);
        var receiver = new Receiver(imsi, vector.requestingHost());
        var upTo = new KeyOrder(vector.epoch(), vector.issueNumber());
        Bound known = bounds.get(receiver);
        // Two requests at once may come here in the other order.
        if (known == null || known.upTo().compareTo(upTo) <= 0) {
            bounds.put(receiver, new Bound(upTo, vector.confirms()));
            last.put(served(imsi, vector.requestingHost()), vector);
        }
    }

    /// What left for `host`, which has sent an Update Location: up to its last vector. Where the Update Location
    /// before was of another MME, or nothing is known after a restart, up to `highest`, so that whoever comes later
    /// proves later keys. The same when the MME sends one more.
    synchronized Bound located(Imsi imsi, String host, Supplier<KeyOrder> highest) {
        var receiver = new Receiver(imsi, host);
        Bound known = bounds.get(receiver);
        if (known == null || !host.equals(locations.get(imsi))) {
            known = new Bound(highest.get(), known != null && known.confirms());
            bounds.put(receiver, known);
            locations.put(imsi, host);
        }
        return known;
    }

    /// The subscriber's last vector for that MME, if it left lately.
    synchronized @Nullable Issued last(Imsi imsi, String host) {
        return last.get(served(imsi, host));
    }

    /// The subscriber's vector of that name, if it left lately.
    synchronized @Nullable Issued find(Imsi imsi, RandId randId) {
        return vectors.get(new Name(imsi, randId));
    }
}
