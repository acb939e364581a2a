package dev.bestow.wire.ua;

/// What an application server may find in a datagram.
public sealed interface UaUplink permits ApplicationRequest, SessionMessage, UndecodableUa {}
