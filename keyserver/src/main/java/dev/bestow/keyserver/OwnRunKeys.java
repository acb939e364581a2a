package dev.bestow.keyserver;

import dev.bestow.core.Clock;
import dev.bestow.keyserver.trace.TracedKeyRing;
import dev.bestow.keystore.OwnRun;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;

/// Takes in the keys of AKA runs that this node made itself (TR 33.863 solution 3): each is kept as if it were
/// pushed, and proven, since RES was right.
///
/// @param notifications of the same ring
public record OwnRunKeys(KeyNotifications notifications, TracedKeyRing keys, Clock clock) {
    /// Whether the key is here now, durably and proven; not when a withdrawal came before it. Wipes it.
    public boolean keep(KeyPush key) {
        if (!(notifications.onKeyPush(key) instanceof KeyPushAnswer.Accepted)) {
            return false;
        }
        var proof = new OwnRun(key.imsi(), key.key().kind(), key.rand(), clock.nowMs());
        return keys.prove(proof) == ProofOutcome.PROVEN;
    }
}
