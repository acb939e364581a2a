package dev.bestow.keystore;

/// Everything one node keeps, behind ports. An engine implements this once; a node takes the ports it
/// needs. Thread-safe; used from any number of virtual threads.
public interface NodeStore extends AutoCloseable {
    /// Subscribers of the HSS.
    SubscriberStore subscribers();

    /// Who serves them, and what others have yet to be told of them.
    LocationStore locations();

    /// Sequence number ceilings of the HSS.
    SqnCeilings sqnCeilings();

    /// What tells at a start whether a key file belongs to this store.
    KeyChecks keyChecks();

    /// Pushed keys and what proves them. Keys are wrapped before they reach the engine.
    ///
    /// @param limits caps and times
    /// @param wrap what wraps keys at rest
    KeyRing keyRing(KeyRingLimits limits, KeyWrap wrap);

    /// What endpoints of a key server are no longer given.
    EndpointStore endpoints();

    /// Replay marks of the application server.
    ClaimStore claims(ClaimLimits limits);

    /// Ends the engine after everything acknowledged is durable. Idempotent; later calls fail with
    /// [StoreFailure].
    @Override
    void close();
}
