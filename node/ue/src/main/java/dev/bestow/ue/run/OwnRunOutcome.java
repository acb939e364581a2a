package dev.bestow.ue.run;

import dev.bestow.core.Rand;
import dev.bestow.keys.E2mIntKey;

/// What an AKA run with an EMKS came to.
public sealed interface OwnRunOutcome {
    /// For people: who did what.
    default String inWords() {
        return switch (this) {
            case Agreed(Rand rand, _) -> "agreed on the key of RAND id " + rand.id();
            case Refused() -> "the EMKS refused";
            case NotGenuine() -> "the challenge is not of the home network";
            case NotOfAnEmks() -> "the challenge is made for another use than an EMKS's";
            case CardUnusable(String field, String reason) -> "USIM: " + field + " " + reason;
            case NoAnswer() -> "the EMKS did not answer, or not to the end";
            case NoEmks() -> "the device does not know where its EMKS is";
        };
    }

    /// Both have it. Who takes it closes the key.
    record Agreed(Rand rand, E2mIntKey key) implements OwnRunOutcome {}

    /// The EMKS ended it: it does not know the card, or got no vector, or does not believe the answer.
    record Refused() implements OwnRunOutcome {}

    /// Whoever sent the challenge does not have the card's keys.
    record NotGenuine() implements OwnRunOutcome {}

    /// AUTN is the home network's, and its AMF says that it is for network access: somebody uses the vector of a
    /// serving network.
    record NotOfAnEmks() implements OwnRunOutcome {}

    /// The card is gone or does not authenticate. `field` and `reason` as in [dev.bestow.core.InvalidValue].
    record CardUnusable(String field, String reason) implements OwnRunOutcome {}

    /// Nothing came, or not all of it.
    record NoAnswer() implements OwnRunOutcome {}

    /// Nobody told the device.
    record NoEmks() implements OwnRunOutcome {}
}
