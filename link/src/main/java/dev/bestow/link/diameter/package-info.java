/// Diameter peers over TCP and TLS (RFC 6733, RFC 3539). Start with
/// [dev.bestow.link.diameter.DiameterNode]: give it a configuration and a handler, send requests, get
/// outcomes.
///
/// Threads, all virtual: per connection one reader and one writer; workers that run handlers, as many as
/// handlers block; one per attempt to connect; a short one per sweep. A handler never runs on a reader, so
/// no application can stall a connection, and a reader never waits for a peer to read, so two nodes
/// cannot block each other.
///
/// Bounds, so that no peer can fill memory: octets per message, connections, requests in flight per
/// connection (3004 beyond), requests waiting for an answer, octets waiting to be written. Deadlines, so
/// that no peer can hold anything for ever: capabilities exchange, one frame, one write, one request.
///
/// Deviation: TCP and TLS stand where TS 29.272, 29.128 and 29.336 ask for SCTP.
package dev.bestow.link.diameter;
