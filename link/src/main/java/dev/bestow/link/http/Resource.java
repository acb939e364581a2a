package dev.bestow.link.http;

import java.util.Set;

/// One operation of an interface, from a request's body to its answer. Knows no connection. Runs on a virtual thread of
/// its own and may block.
@FunctionalInterface
interface Resource {
    /// @param body at most as long as the interface allows, JSON by its media type
    /// @param callerNames the DNS names of the certificate the caller has shown
    Answer answer(byte[] body, Set<String> callerNames);
}
