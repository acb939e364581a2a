package dev.bestow.keystore;

import dev.bestow.core.AsId;

/// Whether an endpoint is served. Of two the one of the higher change counts, so no clock orders what operators did.
///
/// @param endpoint its name
/// @param change how often it was shut out and admitted: odd while it is shut out
/// @param freshFromMs keys that were here at this time are not given to it, now or when it is admitted again
public record Standing(AsId endpoint, long change, long freshFromMs) {
    /// Of an endpoint that was never shut out.
    public static Standing initial(AsId endpoint) {
        return new Standing(endpoint, 0, Long.MIN_VALUE);
    }

    public boolean isShutOut() {
        return change % 2 != 0;
    }

    /// After it is shut out at `nowMs`; of one that is shut out already, nothing but that time changes.
    public Standing shutOut(long nowMs) {
        return new Standing(
                endpoint, isShutOut() ? change + 2 : change + 1, Math.max(freshFromMs, nowMs));
    }

    /// After it is admitted again. What was derived before stays lost to it.
    public Standing admitted() {
        return isShutOut() ? new Standing(endpoint, change + 1, freshFromMs) : this;
    }
}
