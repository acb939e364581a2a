package dev.bestow.ue;

import dev.bestow.core.Entropy;
import dev.bestow.core.Timers;

import org.jspecify.annotations.Nullable;

/// When a device may attach again because its key was refused: at once, and then after a wait that doubles up
/// to a cap, until a report is delivered. A plain refusal proves nothing, and an attach costs more battery than
/// anything else a device does. Of each wait the latter half is drawn by lot, so that the devices of a server
/// that lost its keys do not attach together. Thread-safe.
final class BackOff {
    private final UeConfig.Limits limits;
    private final Entropy entropy;
    private final Timers timers;
    private long nextMs;
    private Timers.@Nullable Timer waiting;

    BackOff(UeConfig.Limits limits, Entropy entropy, Timers timers) {
        this.limits = limits;
        this.entropy = entropy;
        this.timers = timers;
        this.nextMs = limits.bootstrapMs();
    }

    /// Whether the device may attach now; if so, the next wait begins.
    synchronized boolean mayAttach() {
        if (waiting != null) {
            return false;
        }
        long halfMs = nextMs / 2;
        long drawnMs = Math.floorMod(entropy.nextInt(), halfMs + 1);
        nextMs = Math.min(2 * nextMs, limits.bootstrapCapMs());
        waiting = timers.after(halfMs + drawnMs, this::waited);
        return true;
    }

    private synchronized void waited() {
        waiting = null;
    }

    /// The key serves, or nobody will need one.
    synchronized void end() {
        nextMs = limits.bootstrapMs();
        if (waiting != null) {
            waiting.cancel();
            waiting = null;
        }
    }
}
