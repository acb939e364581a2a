package dev.bestow.session.esp;

import dev.bestow.wire.ua.RefusalCause;

/// What an ESP endpoint did besides delivering; for counters and for the log. Must not block.
public interface EspServerEvents {
    /// Counts nothing.
    EspServerEvents NONE = new EspServerEvents() {};

    /// A refusal goes out.
    default void refused(RefusalCause cause, boolean authenticated) {}

    /// A copy of a message that was taken before came; `answered` when its answer goes out again.
    default void repeated(boolean answered) {}

    /// A datagram was dropped.
    default void dropped(EspDrop why) {}
}
