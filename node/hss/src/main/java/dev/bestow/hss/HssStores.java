package dev.bestow.hss;

import dev.bestow.aka.SqnCounter;
import dev.bestow.aka.SqnGenerator;
import dev.bestow.aka.SqnLimits;
import dev.bestow.core.Clock;
import dev.bestow.core.SubscriberTrace;
import dev.bestow.hss.trace.HssEvent;
import dev.bestow.keystore.LocationStore;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.SubscriberStore;

/// What an HSS keeps and computes with.
///
/// @param locations who serves each subscriber, and whom to tell what
/// @param sqns numbers by the clock
/// @param counter numbers for cards with a counter; this process alone takes them
/// @param instance 0 to 7, this process's alone among all that serve the same subscribers
/// @param trace what happened to their keys, in memory
public record HssStores(
        SubscriberStore subscribers,
        LocationStore locations,
        CredentialVault vault,
        SqnGenerator sqns,
        SqnCounter counter,
        int instance,
        SubscriberTrace<HssEvent> trace) {

    /// Everything out of one store.
    public static HssStores in(NodeStore store, CredentialVault vault, Clock clock, int instance) {
        StoredSqns stored = new StoredSqns(store, instance);
        var sqns = new SqnGenerator(clock, stored, stored, SqnLimits.DEFAULT);
        return new HssStores(
                store.subscribers(),
                store.locations(),
                vault,
                sqns,
                new SqnCounter(stored),
                instance,
                new SubscriberTrace<>(clock));
    }
}
