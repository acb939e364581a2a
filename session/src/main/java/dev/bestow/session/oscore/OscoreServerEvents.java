package dev.bestow.session.oscore;

import dev.bestow.wire.ua.RefusalCause;

/// What an OSCORE server did besides delivering; for counters. Must not block.
public interface OscoreServerEvents {
    /// Counts nothing.
    OscoreServerEvents NONE = new OscoreServerEvents() {};

    /// A refusal goes out.
    default void refused(RefusalCause cause, boolean authenticated) {}

    /// A copy of a taken request came; `answered` when its response goes out again.
    default void repeated(boolean answered) {}

    /// Octets that are no CoAP message, or a message that is no request.
    default void undecodable() {}
}
