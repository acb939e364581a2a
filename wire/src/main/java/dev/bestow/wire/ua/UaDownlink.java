package dev.bestow.wire.ua;

/// What a UE may find in a datagram.
public sealed interface UaDownlink
        permits ApplicationResponse, Refusal, SessionMessage, UndecodableUa {}
