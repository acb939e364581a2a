package dev.bestow.wire.coap;

/// What a datagram of a peer comes to.
public sealed interface ReceivedCoap permits CoapMessage, UndecodableCoap {}
