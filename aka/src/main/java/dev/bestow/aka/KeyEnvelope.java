package dev.bestow.aka;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.util.Optional;

/// What wraps the octets of a [MasterKeyFile] with a key that is not in the file system: authenticated, with
/// what they are as associated data. Its `toString` names that key, for refusals.
public interface KeyEnvelope {
    /// Makes the wrapping key when there is none: for a first seal, when nothing has been sealed before.
    void makeKeyIfAbsent();

    /// `secret`, which stays the caller's, sealed as `identity`.
    Octets seal(String identity, Secret secret);

    /// The secret again, or empty when the octets were not sealed as `identity` under this key.
    Optional<Secret> open(String identity, Octets sealed);
}
