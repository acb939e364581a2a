package dev.bestow.session.ua;

import dev.bestow.wire.ua.RefusalCause;

/// What a datagram means to a UE's session.
public sealed interface SessionOutcome {
    /// A new message of the server.
    record Message(Plaintext downlink) implements SessionOutcome {}

    /// The server sees to it that the key is replaced.
    record RefreshTaken() implements SessionOutcome {}

    /// A message that was taken before.
    record Repeated() implements SessionOutcome {}

    /// The server does not take the message sent last; unauthenticated, so all it may cause is a new
    /// Application Request in the same form.
    record RefusedBy(RefusalCause cause, int retryAfterSeconds) implements SessionOutcome {}

    /// About another session or another message.
    record NotForMe() implements SessionOutcome {}

    /// No proper message, or its MAC does not verify.
    record Invalid(String reason) implements SessionOutcome {}
}
