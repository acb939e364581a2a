package dev.bestow.as;

import dev.bestow.core.Clock;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keystore.ClaimOutcome;
import dev.bestow.keystore.ClaimStore;
import dev.bestow.session.key.ReplayClaims;

import java.time.Instant;

/// Replay marks in the node's store, so that a restart forgets none. The key's full name in a mark is
/// always the RAND, whichever name the request used: one key, one set of marks.
public final class StoredClaims implements ReplayClaims {
    private final ClaimStore store;
    private final Clock clock;

    public StoredClaims(ClaimStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Outcome claim(Rand key, Octets randAs, Octets requestDigest, Instant expiry) {
        var claim =
                new dev.bestow.keystore.Claim(
                        key.octets(), randAs, requestDigest, expiry.toEpochMilli());
        return switch (store.claim(claim, clock.nowMs())) {
            case ClaimOutcome.Admitted() -> new Outcome.Admitted();
            case ClaimOutcome.Repeat(var response) -> new Outcome.Repeat(response.orElse(null));
            case ClaimOutcome.Replayed() -> new Outcome.Replayed();
            // The device is told to fetch another key: this one will admit nothing again.
            case ClaimOutcome.Expired() -> new Outcome.Expired();
            case ClaimOutcome.Full() -> new Outcome.Full();
        };
    }

    @Override
    public void storeResponse(Rand key, Octets randAs, Octets response) {
        store.storeResponse(key.octets(), randAs, response);
    }
}
