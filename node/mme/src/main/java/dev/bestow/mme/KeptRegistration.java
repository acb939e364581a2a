package dev.bestow.mme;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.wire.s6a.SubscriptionData;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/// What of a registration outlives a restart: names, the keys they select, and until when. Not kept are
/// the run under way and all of NAS security: the next attach starts both anew. Times are of the wall
/// clock, since they have to mean the same to the next process.
///
/// @param guti the current one
/// @param mayBeOvertaken whether a run that was forgotten may have followed `current`
/// @param previous the key set before, in its grace time, or null
/// @param supersededGutis which still name this UE, oldest first
record KeptRegistration(
        Imsi imsi,
        Guti guti,
        Generation current,
        boolean mayBeOvertaken,
        @Nullable Previous previous,
        List<SupersededGuti> supersededGutis,
        SubscriptionData subscription)
        implements AutoCloseable {
    /// A key set that was superseded.
    record Previous(Generation generation, long untilMs) {}

    /// A GUTI that was superseded.
    record SupersededGuti(Guti guti, long untilMs) {}

    KeptRegistration {
        supersededGutis = List.copyOf(supersededGutis);
    }

    /// The same, from a snapshot that other things may have followed.
    KeptRegistration overtaken() {
        return new KeptRegistration(
                imsi, guti, current, true, previous, supersededGutis, subscription);
    }

    /// The same with no grace time that ends after `latestMs`: a clock set back extends none.
    KeptRegistration gracedUntil(long latestMs) {
        return new KeptRegistration(
                imsi,
                guti,
                current,
                mayBeOvertaken,
                previous == null
                        ? null
                        : new Previous(
                                previous.generation(), Math.min(previous.untilMs(), latestMs)),
                supersededGutis.stream()
                        .map(old ->
                                new SupersededGuti(old.guti(), Math.min(old.untilMs(), latestMs)))
                        .toList(),
                subscription);
    }

    /// Whether it has any key left to give.
    boolean servesAt(Instant now) {
        return now.isBefore(current.expiresAt(subscription.policy()));
    }

    /// Wipes its keys.
    @Override
    public void close() {
        current.close();
        if (previous != null) {
            previous.generation().close();
        }
    }
}
