package dev.bestow.as;

import dev.bestow.core.AsId;
import dev.bestow.core.Clock;
import dev.bestow.core.KeyName;
import dev.bestow.core.LogThrottle;
import dev.bestow.core.NewestLast;
import dev.bestow.keys.solution.Solution;
import dev.bestow.session.ua.RefreshRequests;
import dev.bestow.wire.north.RefreshAnswer;
import dev.bestow.wire.north.RetrievalRequest;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Tells the operator of devices that want their key replaced, on threads of its own, so that no device waits for it.
/// One wish for each key in a while: a device that asks again and again costs this server no more of its rate. What the
/// operator says the device sees by being authenticated or not.
public final class KeyRefreshes implements RefreshRequests {
    private static final Logger LOG = System.getLogger(KeyRefreshes.class.getName());

    /// As often as that an operator is asked about one key.
    static final long INTERVAL_MS = 60_000;

    private static final int REMEMBERED = 65_536;

    /// A few of the places that retrievals have; beyond, a wish is lost, and the device may have it again.
    private static final int AT_ONCE = 4;

    private final AsId asId;
    private final Solution row;
    private final Function<RetrievalRequest, RefreshAnswer> operator;
    private final Clock clock;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final NewestLast<KeyName, Long> nextAtMs = new NewestLast<>(REMEMBERED);
    private final LogThrottle refusals;

    /// @param row that serves this endpoint
    /// @param operator has a key replaced; blocks, and whatever goes wrong is an answer
    public KeyRefreshes(
            AsId asId,
            Solution row,
            Function<RetrievalRequest, RefreshAnswer> operator,
            Clock clock) {
        this.asId = asId;
        this.row = row;
        this.operator = operator;
        this.clock = clock;
        this.refusals = new LogThrottle(clock);
    }

    @Override
    public void wanted(KeyName keyName) {
        if (!places.tryAcquire()) {
            return;
        }
        if (isSoon(keyName)) {
            places.release();
            return;
        }
        Thread.ofVirtual().name("key-refresh").start(() -> refresh(keyName));
    }

    private boolean isSoon(KeyName keyName) {
        long now = clock.nowMs();
        synchronized (nextAtMs) {
            Long next = nextAtMs.get(keyName);
            if (next != null && now < next) {
                return true;
            }
            nextAtMs.put(keyName, now + INTERVAL_MS);
            return false;
        }
    }

    private void refresh(KeyName keyName) {
        try {
            RefreshAnswer answer = operator.apply(new RetrievalRequest(asId, keyName, row.root()));
            if (!(answer instanceof RefreshAnswer.Accepted)) {
                refusals.happened(times ->
                        LOG.log(
                                Level.INFO,
                                "the operator does not replace the key that is called {0}: {1} ({2}"
                                        + " since told last)",
                                keyName,
                                answer,
                                Long.toString(times)));
            }
        } catch (RuntimeException e) {
            // A fault of ours; the device asks again.
            LOG.log(Level.ERROR, "a wish for another key broke", e);
        } finally {
            places.release();
        }
    }
}
