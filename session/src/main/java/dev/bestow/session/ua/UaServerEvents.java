package dev.bestow.session.ua;

import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UndecodableUa;

/// What an application server's endpoint did besides delivering; for counters. Must not block.
public interface UaServerEvents {
    /// Counts nothing.
    UaServerEvents NONE = new UaServerEvents() {};

    /// A refusal goes out.
    default void refused(RefusalCause cause, boolean authenticated) {}

    /// A copy of an admitted message came; `answered` when its stored response goes out again.
    default void repeated(boolean answered) {}

    /// Octets that are no Ua message came.
    default void undecodable(UndecodableUa.Reason reason) {}
}
