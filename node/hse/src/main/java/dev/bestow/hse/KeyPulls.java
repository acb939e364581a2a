package dev.bestow.hse;

import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;

import org.jspecify.annotations.Nullable;

/// The keys that this HSE has, and the way to get more of its HSSs. Thread-safe.
public interface KeyPulls {
    /// Whether the subscriber's key of that run is here already.
    boolean holds(Imsi imsi, RandId randId);

    /// What came of asking.
    enum Answer {
        /// The key is here.
        KEY,
        /// The HSS gives none.
        NONE,
        /// There was no answer.
        NOTHING
    }

    /// Asks the HSS for a key and keeps it. Blocks.
    ///
    /// @param randId the run; null for the last one that the serving MME began
    Answer pull(Imsi imsi, @Nullable RandId randId);
}
