package dev.bestow.keyserver;

import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;

import org.jspecify.annotations.Nullable;

/// Asks the HSSs for a key that no push has brought.
@FunctionalInterface
public interface KeyPuller {
    /// What would have been pushed; or the answer of one that does not give it, and null when one has not answered.
    /// Blocks.
    @Nullable KeyPullAnswer pull(KeyPull pull);
}
