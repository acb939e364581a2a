package dev.bestow.session.device;

import dev.bestow.session.ua.Plaintext;

/// A device's session with one endpoint, under one key. Of one thread.
public interface ProtectedSession extends AutoCloseable {
    /// Sends a report and waits for the answer. What a peer or a network can do is an outcome.
    SendOutcome send(Plaintext report);

    /// Ends it and wipes its keys.
    @Override
    void close();
}
