package dev.bestow.keystore.epoch;

import dev.bestow.core.Refused;

/// When epoch keys come and go.
///
/// @param epochMs how long one wraps new keys
/// @param longestKeyLifeMs how long after that its keys may live at most; then it is destroyed
public record EpochKeyPlan(long epochMs, long longestKeyLifeMs) {
    /// Replaced every day; keys live a week at most.
    public static final EpochKeyPlan STANDARD = new EpochKeyPlan(86_400_000, 7 * 86_400_000L);

    public EpochKeyPlan {
        if (epochMs <= 0 || longestKeyLifeMs <= 0) {
            throw new Refused("epoch key", "has a time that is not positive");
        }
    }
}
