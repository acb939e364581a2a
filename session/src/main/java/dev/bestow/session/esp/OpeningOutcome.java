package dev.bestow.session.esp;

import dev.bestow.wire.ua.RefusalCause;

/// What a datagram means to a pending opening.
public sealed interface OpeningOutcome {
    /// The endpoint proved that it has the key and took the packet; `inner` is what it says to it, a dummy packet when
    /// that is nothing.
    record Begun(InnerPacket inner, EspSession session) implements OpeningOutcome {}

    /// The endpoint refused. Without authentication it is a hint that anybody on the path could have written.
    record RefusedBy(RefusalCause cause, int retryAfterSeconds, boolean authenticated)
            implements OpeningOutcome {}

    /// About another opening, or a second copy of what was taken already.
    record NotForMe() implements OpeningOutcome {}

    /// No proper message, or it does not verify; keep waiting.
    record Invalid(EspDrop why) implements OpeningOutcome {}
}
