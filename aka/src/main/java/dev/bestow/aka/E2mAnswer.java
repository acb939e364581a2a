package dev.bestow.aka;

import dev.bestow.core.Rand;
import dev.bestow.keys.E2mKeySet;

/// What an enhanced USIM has to say when it is asked for its e2m key set.
public sealed interface E2mAnswer {
    /// The key set of the run with this RAND. The caller owns it.
    record Held(Rand rand, E2mKeySet keySet) implements E2mAnswer {}

    /// No run since the card has had power.
    record NoneHeld() implements E2mAnswer {}

    /// The card is no enhanced USIM, or its octets make no sense. `field` and `reason` as in
    /// [dev.bestow.core.InvalidValue].
    record Unusable(String field, String reason) implements E2mAnswer {}
}
