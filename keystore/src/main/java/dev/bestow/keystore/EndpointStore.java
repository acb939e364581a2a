package dev.bestow.keystore;

import dev.bestow.core.AsId;
import dev.bestow.core.Rand;

import java.util.List;

/// What endpoints are no longer given: leaf keys that they revoked themselves, and everything, where the operator has
/// shut an endpoint out. Facts merge, in any order and repeated.
public interface EndpointStore {
    /// Merges a revocation, durably.
    void revoke(Revocation fact);

    /// Whether this endpoint revoked its leaf of this run.
    boolean isRevoked(AsId endpoint, Rand rand);

    /// How this endpoint stands.
    Standing standing(AsId endpoint);

    /// Merges a standing, durably.
    void keep(Standing standing);

    /// The endpoints that were ever shut out, by their names.
    List<Standing> standings();

    /// Removes revocations of keys that have ended at `nowMs`; returns how many.
    long sweep(long nowMs);
}
