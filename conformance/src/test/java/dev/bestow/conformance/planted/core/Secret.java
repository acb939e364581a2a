package dev.bestow.conformance.planted.core;

/// Stands for the owner of key octets.
public final class Secret {}
