package dev.bestow.session.key;

import dev.bestow.keys.LeafKey;
import dev.bestow.wire.north.RetrievedKey;

/// One leaf key out of a [KeyCache] and what the operator granted with it. Whoever holds one closes it.
public record CachedKey(LeafKey leaf, Grant grant) implements AutoCloseable {
    /// Takes the leaf key over.
    static CachedKey taking(RetrievedKey key, long fetchedAtNs) {
        return new CachedKey(
                key.leaf(),
                new Grant(
                        key.rand(),
                        key.expiry(),
                        key.subject().name(),
                        key.confidentialityAllowed(),
                        fetchedAtNs));
    }

    /// A copy with its own life: what a cache lends out while it may give up the original.
    CachedKey copy() {
        return new CachedKey(leaf.copy(), grant);
    }

    /// Wipes the key; the grant stays readable.
    @Override
    public void close() {
        leaf.octets().close();
    }
}
