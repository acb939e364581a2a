package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.wire.s6a.SubscriptionData;

import org.jspecify.annotations.Nullable;

/// What the MME knows of one subscriber, whatever link it is reached over. Guarded by its own
/// monitor.
final class Registration {
    /// What a key name selects among the key sets of one UE.
    sealed interface Selected {
        record Live(EpsSecurityContext context) implements Selected {}

        /// The name belongs to a run whose Security Mode has not completed.
        record Pending() implements Selected {}

        record None() implements Selected {}
    }

    private final Imsi imsi;
    private @Nullable EpsSecurityContext current;
    private @Nullable EpsSecurityContext previous;
    private long previousUntilMs;
    private @Nullable Eksi pending;
    private @Nullable RandId pendingRandId;
    private @Nullable Guti guti;
    private @Nullable SubscriptionData subscription;

    Registration(Imsi imsi) {
        this.imsi = imsi;
    }

    Imsi imsi() {
        return imsi;
    }

    /// An eKSI no live generation of this UE has; it names the run that starts now.
    synchronized Eksi startRun(RandId randId, long nowMs) {
        Eksi candidate = current == null ? new Eksi(0) : current.eksi().next();
        while (isLive(candidate, nowMs)) {
            candidate = candidate.next();
        }
        pending = candidate;
        pendingRandId = randId;
        return candidate;
    }

    private boolean isLive(Eksi eksi, long nowMs) {
        boolean isCurrent = current != null && current.eksi().equals(eksi);
        boolean isPrevious =
                previous != null && nowMs < previousUntilMs && previous.eksi().equals(eksi);
        return isCurrent || isPrevious;
    }

    /// The run that was pending failed or was overtaken.
    synchronized void abandonRun(Eksi eksi) {
        if (eksi.equals(pending)) {
            pending = null;
            pendingRandId = null;
        }
    }

    /// A Security Mode Complete took `context` into use under a new GUTI. The key set before it
    /// serves named requests until the grace time ends.
    synchronized void activate(EpsSecurityContext context, Guti newGuti, long nowMs, long graceMs) {
        previous = current;
        previousUntilMs = nowMs + graceMs;
        current = context;
        guti = newGuti;
        abandonRun(context.eksi());
    }

    synchronized void subscribe(SubscriptionData data) {
        subscription = data;
    }

    synchronized @Nullable SubscriptionData subscription() {
        return subscription;
    }

    synchronized @Nullable Guti guti() {
        return guti;
    }

    /// By eKSI, RAND id, both, or neither: then the current one.
    synchronized Selected select(@Nullable Eksi eksi, @Nullable RandId randId, long nowMs) {
        if (current != null && names(eksi, randId, current.eksi(), current.rand().id())) {
            return new Selected.Live(current);
        }
        if (previous != null
                && nowMs < previousUntilMs
                && names(eksi, randId, previous.eksi(), previous.rand().id())) {
            return new Selected.Live(previous);
        }
        if (pending != null
                && pendingRandId != null
                && names(eksi, randId, pending, pendingRandId)) {
            return new Selected.Pending();
        }
        return new Selected.None();
    }

    private static boolean names(
            @Nullable Eksi eksi, @Nullable RandId randId, Eksi ourEksi, RandId ourRandId) {
        return (eksi == null || eksi.equals(ourEksi))
                && (randId == null || randId.equals(ourRandId));
    }
}
