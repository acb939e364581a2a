package dev.bestow.session.ua;

import dev.bestow.wire.ua.RefusalCause;

/// What a datagram means to a pending request.
public sealed interface RequestOutcome {
    /// The server proved that it has the key, took the message, and said `downlink`.
    record Delivered(Plaintext downlink, UaSession session) implements RequestOutcome {}

    /// The server refused. Without authentication it is a hint that anybody on the path could have
    /// written: good for waiting and for bootstrapping again, never for weaker protection.
    record RefusedBy(RefusalCause cause, int retryAfterSeconds, boolean authenticated)
            implements RequestOutcome {}

    /// About another request, or a second copy of what was taken already.
    record NotForMe() implements RequestOutcome {}

    /// No proper message, or its MAC does not verify; keep waiting.
    record Invalid(String reason) implements RequestOutcome {}
}
