package dev.bestow.keystore;

import dev.bestow.core.InvalidValue;

/// Caps and times of a [ClaimStore].
///
/// @param marksPerKey claims one key can have in its life
/// @param repeatMs how long a request's repetition gets the stored response
/// @param keptAfterExpiryMs how long marks outlive their key, against a clock that steps back
public record ClaimLimits(int marksPerKey, long repeatMs, long keptAfterExpiryMs) {
    /// 4,096 per key; 247 s, the longest a CoAP confirmable exchange lives (RFC 7252 clause 4.8.2); one
    /// hour.
    public static final ClaimLimits STANDARD = new ClaimLimits(4_096, 247_000, 3_600_000);

    public ClaimLimits {
        if (marksPerKey < 1) {
            throw new InvalidValue("marks per key", "needs at least 1");
        }
        if (repeatMs <= 0 || keptAfterExpiryMs <= 0) {
            throw new InvalidValue("claims", "have a time that is not positive");
        }
    }
}
