package dev.bestow.keyserver;

import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPush;

import org.jspecify.annotations.Nullable;

/// Asks the HSSs for a key that no push has brought.
@FunctionalInterface
public interface KeyPuller {
    /// Where no MME says that a key was taken into use, so that none is ever missed.
    KeyPuller NONE = _ -> null;

    /// What would have been pushed, or null when no HSS gives it now. Blocks.
    @Nullable KeyPush pull(KeyPull pull);
}
