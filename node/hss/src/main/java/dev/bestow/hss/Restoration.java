package dev.bestow.hss;

import dev.bestow.aka.SqnGenerator;
import dev.bestow.aka.SqnLimits;
import dev.bestow.aka.SqnSlice;
import dev.bestow.core.Clock;
import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.SqnScheme;
import dev.bestow.keystore.Subscriber;

import java.util.List;

/// Moves the sequence numbers of a store that came out of a backup past those that have left since it was
/// taken:
///
/// ```
/// by the clock    every ceiling to now + 65,536 ticks, further than any vector can have run ahead
/// by a counter    SEQ + min(65,536, Delta / 2), for each subscriber
/// ```
///
/// So no number by the clock leaves twice, for a card that has not re-synchronised since the backup. One by a
/// counter does when its subscriber took more vectors than that since the backup; an offset learned from AUTS
/// since then is forgotten. In both cases the card has the last word: it refuses a number it accepted before,
/// sends AUTS, and the HSS goes on from there. The margin stays below Delta, or the card would refuse it as
/// too far ahead.
///
/// Epochs are those of the backup. What was provisioned or withdrawn after it has to be again.
public final class Restoration {
    /// Numbers skipped: as many as one subscriber may run ahead of the clock.
    static final long MARGIN = SqnLimits.DEFAULT.runAheadTicks();

    private static final int PAGE = 1_000;

    private Restoration() {}

    /// Moves them, durably, in a store nobody else uses. Returns how many subscribers have a counter.
    ///
    /// @param instance of the HSS the store is restored for
    /// @param clockConfirmed the operator's word that the clock is right. It is needed where the start of an
    ///     HSS on the store as it was would need it, for ceilings never come down again
    /// @throws InvalidValue when the clock is in doubt and nobody gave his word
    public static long advance(NodeStore store, Clock clock, int instance, boolean clockConfirmed) {
        if (!clockConfirmed) {
            for (int i = 0; i < SqnSlice.INSTANCES; i++) {
                ClockCheck.require(store, clock, i, "the backup");
            }
        }
        long ceiling = SqnGenerator.ticks(clock.nowMs()) + MARGIN;
        for (int i = 0; i < SqnSlice.INSTANCES; i++) {
            if (i == instance || store.sqnCeilings().ceiling(i) > 0) {
                store.sqnCeilings().raiseCeiling(i, ceiling);
            }
        }
        return advanceCounters(store);
    }

    private static long advanceCounters(NodeStore store) {
        long advanced = 0;
        List<Subscriber> page = store.subscribers().list("", PAGE);
        while (!page.isEmpty()) {
            List<Subscriber> counted =
                    page.stream()
                            .filter(row -> row.cards().scheme() == SqnScheme.COUNTER)
                            .map(row -> row.withSqnOffset(row.sqnOffset() + margin(row)))
                            .toList();
            if (!counted.isEmpty()) {
                store.subscribers().putAll(counted);
                advanced += counted.size();
            }
            page = store.subscribers().list(page.getLast().imsi().digits(), PAGE);
        }
        return advanced;
    }

    private static long margin(Subscriber row) {
        long delta = row.cards().delta();
        return delta == 0 ? MARGIN : Math.min(MARGIN, delta / 2);
    }
}
