package dev.bestow.emks.run;

import dev.bestow.core.Clock;
import dev.bestow.core.Imsi;
import dev.bestow.core.NewestLast;
import dev.bestow.link.coap.CoapEapLimits;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// How many runs there may be in the name of one subscriber. Each may cost two vectors, and anybody can name an IMSI,
/// so a run that fails keeps its place for as long as it could have lasted: so many runs in that time and no more. One
/// that succeeds gives it back. Thread-safe.
final class SubscriberRuns {
    /// Enough for a device that tries again beside somebody who tries in its name.
    static final int PER_SUBSCRIBER = 4;

    /// Of so many subscribers something is known; one that gives way to another may begin as if nothing had been.
    private static final int SUBSCRIBERS = 65_536;

    private static final long RUN_NS = TimeUnit.MILLISECONDS.toNanos(CoapEapLimits.RUN_MS);

    private final Clock clock;
    private final NewestLast<Imsi, Deque<Long>> begun = new NewestLast<>(SUBSCRIBERS);

    SubscriberRuns(Clock clock) {
        this.clock = clock;
    }

    /// Whether one more may begin, which it has then.
    synchronized boolean begin(Imsi imsi) {
        @Nullable Deque<Long> known = begun.get(imsi);
        Deque<Long> places = known == null ? new ArrayDeque<>() : known;
        long nowNs = clock.nowNs();
        while (!places.isEmpty() && nowNs - places.getFirst() >= RUN_NS) {
            places.removeFirst();
        }
        if (places.size() >= PER_SUBSCRIBER) {
            return false;
        }
        places.addLast(nowNs);
        begun.put(imsi, places);
        return true;
    }

    /// One of them succeeded: whoever failed before it had no part in that.
    synchronized void succeeded(Imsi imsi) {
        var _ = begun.remove(imsi);
    }
}
