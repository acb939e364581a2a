package dev.bestow.session.ua;

import dev.bestow.core.KeyName;

import org.jspecify.annotations.Nullable;

/// The application behind an application server's endpoint. May block. Thread-safe.
@FunctionalInterface
public interface AsApplication {
    /// Takes a message that was authenticated and is delivered once, and answers it. `null` says
    /// nothing: a session message then gets no datagram back, an Application Request an empty answer,
    /// because its response also confirms the key.
    @Nullable Plaintext answer(String externalIdentifier, KeyName keyName, Plaintext message);
}
