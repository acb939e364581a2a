package dev.bestow.wire.north;

import dev.bestow.core.AsId;
import dev.bestow.keys.solution.Solution;

/// What the operator answers to a [RegistrationRequest].
public sealed interface RegistrationAnswer {
    /// 200: what the endpoint can expect.
    ///
    /// @param asId as whom it speaks from now on
    /// @param row which serves it: of what kind its keys are, and how they are named
    /// @param longestLifeSeconds no key lives longer
    record Registered(AsId asId, Solution row, long longestLifeSeconds)
            implements RegistrationAnswer {}

    /// 403: the operator serves no endpoint of this name.
    record NotAuthorised() implements RegistrationAnswer {}

    /// 429: this caller asked too often; its retrievals count too.
    record TooMany(int retryAfterSeconds) implements RegistrationAnswer {}
}
