package dev.bestow.network;

import dev.bestow.core.Clock;
import dev.bestow.keyserver.KeyServerConfig;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.machine.Housekeeping;
import dev.bestow.network.store.NodeEpochKeys;

/// The key ring of a node, wrapped under its epoch keys and swept.
final class OwnKeyRing {
    private OwnKeyRing() {}

    /// What it keeps.
    ///
    /// @param behaviour how long keys live
    /// @param limits how many wait, and for how long
    record Kept(KeyServerConfig behaviour, KeyRingLimits limits) {}

    /// Opens it; `started` closes what is opened for it.
    static KeyRing open(NodeConfig config, NodeStore store, Kept kept, Host host, Started started) {
        Clock clock = host.ports().clock();
        long nowMs = clock.nowMs();
        var plan = EpochKeyPlan.forKeysLiving(kept.behaviour().limits().latestExpiryMs());
        var epochKeys = started.closing(NodeEpochKeys.open(config, store, plan, nowMs));
        epochKeys.believeClock(nowMs, host.confirmsClock());
        var wrap = epochKeys.wrap();
        KeyRing ring = store.keyRing(kept.limits(), wrap);
        var housekeeping = started.closing(new Housekeeping(clock));
        if (config.cluster() == null) {
            housekeeping.byTheClock("sweep of keys", () -> ring.sweep(clock.nowMs()));
            housekeeping.byTheClock(
                    "sweep of revocations", () -> store.endpoints().sweep(clock.nowMs()));
        }
        housekeeping.byTheClock("turn of epoch keys", () -> wrap.rotate(clock.nowMs()));
        return ring;
    }
}
