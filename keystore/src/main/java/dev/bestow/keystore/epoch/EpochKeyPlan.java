package dev.bestow.keystore.epoch;

import dev.bestow.core.InvalidValue;

/// When epoch keys come and go.
///
/// @param epochMs how long one wraps new keys
/// @param longestKeyLifeMs how long after that its keys may live at most; then it is destroyed
/// @param longestStopMs how long nobody may have made an epoch key before a clock that says so is doubted
public record EpochKeyPlan(long epochMs, long longestKeyLifeMs, long longestStopMs) {
    private static final long DAY_MS = 86_400_000;
    private static final long WEEK_MS = 7 * DAY_MS;

    /// Replaced every day; keys live a week at most.
    public static final EpochKeyPlan STANDARD = forKeysLiving(WEEK_MS);

    public EpochKeyPlan {
        if (epochMs <= 0 || longestKeyLifeMs <= 0 || longestStopMs <= 0) {
            throw new InvalidValue("epoch key", "has a time that is not positive");
        }
    }

    /// Replaced every day; keys live up to `ms`. A stop of a week is believed.
    public static EpochKeyPlan forKeysLiving(long ms) {
        return new EpochKeyPlan(DAY_MS, ms, WEEK_MS);
    }

    /// How many epoch keys there are after one before it is destroyed, if they are made in time. A clock that jumps
    /// makes one of them and not more.
    int successors() {
        return Math.toIntExact(Math.ceilDiv(longestKeyLifeMs, epochMs) + 1);
    }
}
