package dev.bestow.hss;

import dev.bestow.aka.ClockDoubt;
import dev.bestow.aka.SqnGenerator;
import dev.bestow.aka.SqnLimits;
import dev.bestow.core.Clock;
import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.NodeStore;

import java.time.Duration;
import java.util.Optional;

/// Holds a clock against the sequence numbers in a store, as the start of an HSS does, and issues none.
public final class ClockCheck {
    private static final SqnLimits LOOKING =
            new SqnLimits(
                    SqnLimits.DEFAULT.startBehindSeconds(),
                    SqnLimits.DEFAULT.startAheadSeconds(),
                    SqnLimits.DEFAULT.runAheadTicks(),
                    1);

    private ClockCheck() {}

    /// Refuses a clock that does not fit.
    ///
    /// @param instance of the HSS whose numbers they are
    /// @param where the numbers are, for the refusal
    public static void require(NodeStore store, Clock clock, int instance, String where) {
        StoredSqns stored = new StoredSqns(store, instance);
        Optional<ClockDoubt> doubt = new SqnGenerator(clock, stored, stored, LOOKING).clockDoubt();
        if (doubt.isPresent()) {
            throw new InvalidValue(
                    "clock",
                    "does not fit the sequence numbers in "
                            + where
                            + ": "
                            + inWords(doubt.get())
                            + "; set it right, or give your word with --confirm-clock");
        }
    }

    private static String inWords(ClockDoubt doubt) {
        return switch (doubt) {
            case ClockDoubt.Stepped(long seconds) ->
                    "it was moved by " + span(seconds) + (seconds < 0 ? " back" : " forward");
            case ClockDoubt.BehindCeiling(long seconds) ->
                    "it is " + span(seconds) + " behind them, so it is slow now or was fast before";
            case ClockDoubt.AheadOfCeiling(long seconds) ->
                    "it is "
                            + span(seconds)
                            + " ahead of them, so nothing has run that long, or it is fast";
        };
    }

    private static String span(long seconds) {
        Duration span = Duration.ofSeconds(Math.abs(seconds));
        return span.toDays() > 0
                ? span.toDays() + " d " + span.toHoursPart() + " h"
                : span.toHours()
                        + " h "
                        + span.toMinutesPart()
                        + " min "
                        + span.toSecondsPart()
                        + " s";
    }
}
