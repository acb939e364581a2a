package dev.bestow.hss;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keystore.Subscriber;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6t.KeyPush;

import java.util.List;

/// Where keys of a row go, or are asked for.
record Delivery(KeyServer to, Solution row) {
    /// Whether the server waits for the MME to confirm a key.
    boolean confirmed(boolean mmeConfirms) {
        return mmeConfirms && row.confirmedByMme();
    }

    /// The push of one vector's key.
    KeyPush push(
            Subscriber subscriber, IssuedRands.Issued vector, CkIk ckIk, SecurityPolicy policy) {
        return new KeyPush(
                subscriber.imsi(),
                subscriber.externalIdentifier(),
                identitiesOf(subscriber),
                vector.rand(),
                row.anchorKey(ckIk, vector.rand()),
                vector.epoch(),
                vector.issueNumber(),
                vector.visited(),
                vector.requestingHost(),
                confirmed(vector.confirms()),
                vector.expiry(),
                policy);
    }

    /// What the server translates; one that translates nothing needs to know nothing.
    private List<ApplicationIdentity> identitiesOf(Subscriber subscriber) {
        return to.party() == Party.EMKS
                ? subscriber.subscription().applicationIdentities()
                : List.of();
    }
}
