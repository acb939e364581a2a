package dev.bestow.conformance.planted.session.ua;

/// Innocent; somebody depends on it who must not.
public final class Protection {}
