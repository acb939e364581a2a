package dev.bestow.aka;

/// What an AUTS is worth (TS 33.102 clause 6.3.5).
public sealed interface AutsCheck {
    /// The card said so itself: its SQN stands at `sqnMs`.
    record Verified(Sqn sqnMs) implements AutsCheck {}

    /// Not made by the card for that RAND, or the RAND was never sent; nothing may change.
    record MacMismatch() implements AutsCheck {}
}
