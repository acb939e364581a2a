package dev.bestow.session.key;

import dev.bestow.keys.KsAs;

/// One leaf key out of a [KeyCache] and what the operator granted with it. Whoever holds one closes it.
public record CachedKey(KsAs ksAs, Grant grant) implements AutoCloseable {
    /// Takes the candidate's Ks_AS over.
    static CachedKey taking(AsKeySource.Candidate candidate, long fetchedAtNs) {
        return new CachedKey(
                candidate.ksAs(),
                new Grant(
                        candidate.rand(),
                        candidate.expiry(),
                        candidate.externalIdentifier(),
                        candidate.confidentialityAllowed(),
                        fetchedAtNs));
    }

    /// A copy with its own life: what a cache lends out while it may give up the original.
    CachedKey copy() {
        return new CachedKey(new KsAs(ksAs.octets().copy()), grant);
    }

    /// Wipes the key; the grant stays readable.
    @Override
    public void close() {
        ksAs.octets().close();
    }
}
