package dev.bestow.conformance.planted.keys;

import dev.bestow.conformance.planted.core.Secret;

import java.io.Serializable;

/// A secret on its way to a disk, one field away.
@SuppressWarnings("serial") // planted
record SerializableHolder(DerivedKey derivedKey) implements Serializable {
    /// Holds the secret.
    record DerivedKey(Secret secret) {}
}
