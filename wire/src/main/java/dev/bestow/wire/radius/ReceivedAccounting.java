package dev.bestow.wire.radius;

/// What an accounting server may find in a datagram.
public sealed interface ReceivedAccounting permits AccountingRequest, UndecodableAccounting {}
