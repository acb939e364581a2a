package dev.bestow.session.esp;

import dev.bestow.wire.ua.RefusalCause;

/// What a datagram means to a UE's session.
public sealed interface EspSessionOutcome {
    /// A new packet of the endpoint.
    record Packet(InnerPacket inner) implements EspSessionOutcome {}

    /// The endpoint does not take the packet with that end; unauthenticated, so all it may cause is a new opening with
    /// the same profile.
    record RefusedBy(RefusalCause cause, int retryAfterSeconds) implements EspSessionOutcome {}

    /// Dropped, and nothing changes.
    record Dropped(EspDrop why) implements EspSessionOutcome {}
}
