package dev.bestow.conformance.planted.session.key;

import dev.bestow.conformance.planted.session.ua.Protection;

/// Keeps keys in the form of one protection.
record KnowsAProtection(Protection protection) {}
