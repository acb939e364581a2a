package dev.bestow.session.oscore;

import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.ua.RefusalCause;

/// What a datagram means to a request that waits for its response.
public sealed interface OscoreOutcome {
    /// The server proved that it has the key, took the message, and said `downlink`.
    record Delivered(Plaintext downlink) implements OscoreOutcome {}

    /// The server refused. Without authentication it is a hint that anybody on the path could have written: good for
    /// waiting and for beginning another context, never for weaker protection.
    record RefusedBy(RefusalCause cause, int retryAfterSeconds, boolean authenticated)
            implements OscoreOutcome {}

    /// About another request, or a second copy of what was taken already.
    record NotForMe() implements OscoreOutcome {}

    /// No proper message, or it does not verify; keep waiting.
    record Invalid(String reason) implements OscoreOutcome {}
}
