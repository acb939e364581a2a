package dev.bestow.session.ua;

import dev.bestow.core.Rand;
import dev.bestow.session.key.AsKeySource;

import java.time.Instant;

/// One fetched key, ready for use.
record CachedKey(
        LeafKeys leaf,
        Rand rand,
        Instant expiry,
        String externalIdentifier,
        boolean confidentialityAllowed,
        long fetchedAtNs)
        implements AutoCloseable {
    /// Takes the candidate's Ks_AS over and wipes it: what hangs on it is all that is needed.
    static CachedKey taking(AsKeySource.Candidate candidate, long fetchedAtNs) {
        LeafKeys leaf = LeafKeys.from(candidate.ksAs());
        candidate.ksAs().octets().close();
        return new CachedKey(
                leaf,
                candidate.rand(),
                candidate.expiry(),
                candidate.externalIdentifier(),
                candidate.confidentialityAllowed(),
                fetchedAtNs);
    }

    CachedKey copy() {
        return new CachedKey(
                leaf.copy(), rand, expiry, externalIdentifier, confidentialityAllowed, fetchedAtNs);
    }

    @Override
    public void close() {
        leaf.close();
    }
}
