package dev.bestow.wire.eap;

/// What octets of a peer come to.
public sealed interface ReceivedEap permits EapMessage, UndecodableEap {}
