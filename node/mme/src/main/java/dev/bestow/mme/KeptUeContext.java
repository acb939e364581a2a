package dev.bestow.mme;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.wire.s6a.SubscriptionData;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What of a UE context outlives a restart: names, the keys they select, and until when. Not kept are
/// the run under way and all of NAS security: the next attach starts both anew. Times are of the wall
/// clock, since they have to mean the same to the next process.
///
/// @param guti the current one
/// @param mayBeStale whether a run that was forgotten may have followed `current`
/// @param previous the key set before, in its grace time, or null
/// @param supersededGutis which still name this UE, oldest first
record KeptUeContext(
        Imsi imsi,
        Guti guti,
        KeySet current,
        boolean mayBeStale,
        @Nullable Previous previous,
        List<SupersededGuti> supersededGutis,
        SubscriptionData subscription)
        implements AutoCloseable {
    /// A key set that was superseded.
    record Previous(KeySet keySet, long untilMs) {}

    /// A GUTI that was superseded.
    record SupersededGuti(Guti guti, long untilMs) {}

    KeptUeContext {
        supersededGutis = List.copyOf(supersededGutis);
    }

    /// The same, from a snapshot that other things may have followed.
    KeptUeContext stale() {
        return new KeptUeContext(
                imsi, guti, current, true, previous, supersededGutis, subscription);
    }

    /// The same with no grace time that ends after `latestMs`: a clock set back extends none.
    KeptUeContext gracedUntil(long latestMs) {
        return new KeptUeContext(
                imsi,
                guti,
                current,
                mayBeStale,
                previous == null
                        ? null
                        : new Previous(previous.keySet(), Math.min(previous.untilMs(), latestMs)),
                supersededGutis.stream()
                        .map(old ->
                                new SupersededGuti(old.guti(), Math.min(old.untilMs(), latestMs)))
                        .toList(),
                subscription);
    }

    /// The same, of a time that did not note whether keys were given out: they may have been.
    KeptUeContext given() {
        var policy = subscription.keyPolicy();
        return new KeptUeContext(
                imsi,
                guti,
                current.givenUnder(policy),
                mayBeStale,
                previous == null
                        ? null
                        : new Previous(previous.keySet().givenUnder(policy), previous.untilMs()),
                supersededGutis,
                subscription);
    }

    /// Whether it has any key left to give.
    boolean servesAt(Instant now) {
        return now.isBefore(current.expiresAt(subscription.keyPolicy()));
    }

    /// Wipes its keys.
    @Override
    public void close() {
        current.close();
        if (previous != null) {
            previous.keySet().close();
        }
    }
}
