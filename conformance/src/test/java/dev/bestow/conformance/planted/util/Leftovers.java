package dev.bestow.conformance.planted.util;

/// Whatever nobody found a name for.
final class Leftovers {}
