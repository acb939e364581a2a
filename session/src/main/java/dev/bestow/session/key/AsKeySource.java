package dev.bestow.session.key;

import dev.bestow.core.KeyName;
import dev.bestow.core.KeyRoot;
import dev.bestow.core.Rand;
import dev.bestow.keys.KsAs;

import java.time.Instant;
import java.util.List;

/// Where an application server gets its leaf keys: the operator's northbound interface, or a double.
/// May block. Thread-safe.
@FunctionalInterface
public interface AsKeySource {
    /// Every key of this name that the operator grants to this application server.
    Fetched fetch(KeyName name);

    /// One key that may be the one meant. The receiver owns and closes `ksAs`.
    ///
    /// @param rand the AKA run the key came from; its full name
    /// @param expiry absolute, fixed when the key was first issued
    /// @param externalIdentifier whose key it is, the only identity an application server may use
    /// @param confidentialityAllowed the home network's decision for the serving network
    record Candidate(
            KsAs ksAs,
            Rand rand,
            Instant expiry,
            String externalIdentifier,
            KeyRoot root,
            boolean confidentialityAllowed) {}

    /// What a fetch came to.
    sealed interface Fetched {
        /// One key, or a few whose RAND ids collide.
        record Keys(List<Candidate> candidates) implements Fetched {
            public Keys {
                candidates = List.copyOf(candidates);
            }
        }

        /// The key is there and not current yet.
        record NotYet(int retryAfterSeconds) implements Fetched {}

        /// No key of this name.
        record NotAvailable() implements Fetched {}

        /// This application server may not have it.
        record NotAuthorised() implements Fetched {}

        /// The operator keeps this subscriber's keys under another root.
        record RootMismatch(KeyRoot asked, KeyRoot held) implements Fetched {}

        /// Nobody answered, or not in time.
        record Unavailable() implements Fetched {}
    }
}
