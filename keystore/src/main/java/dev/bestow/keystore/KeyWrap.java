package dev.bestow.keystore;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// Wraps keys for rest. An engine sees wrapped octets only, and the row's identity is bound into them,
/// so that a value moved to another row does not unwrap.
public interface KeyWrap {
    /// `secret`, which stays the caller's, sealed for the row called `rowIdentity`.
    Octets wrap(String rowIdentity, Secret secret);

    /// The secret again; the caller closes it.
    ///
    /// @throws UnwrapFailed when the octets were not wrapped for this row with this key
    Secret unwrap(String rowIdentity, Octets wrapped);
}
