package dev.bestow.link.http;

/// One operation of an interface, from a request's body to its answer. Knows no connection. Runs on a virtual thread of
/// its own and may block.
@FunctionalInterface
interface Resource {
    /// @param body at most as long as the interface allows, JSON by its media type
    /// @param shown what is known of the caller
    Answer answer(byte[] body, Asked.Shown shown);
}
