package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.DiameterMessage;

/// What became of a request.
public sealed interface Outcome {
    /// An answer came, of whatever result.
    record Answered(DiameterMessage answer) implements Outcome {}

    /// There is no way to the destination, or the way broke and there was no other. In the latter case
    /// the request may have been served without our seeing the answer.
    record Undeliverable(String reason) implements Outcome {}

    /// An answer came from somebody who was not asked. What was asked may have been served or not.
    record Foreign(String reason) implements Outcome {}

    /// No answer within the deadline; the request may have been served.
    record TimedOut() implements Outcome {}
}
