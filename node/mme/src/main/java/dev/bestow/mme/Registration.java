package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.mme.KeptRegistration.Previous;
import dev.bestow.mme.KeptRegistration.SupersededGuti;
import dev.bestow.wire.s6a.SubscriptionData;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/// What the MME knows of one subscriber, whatever link it is reached over. Guarded by its own
/// monitor.
final class Registration {
    /// Superseded GUTIs that outlive a restart; a UE with an older one is asked for its IMSI.
    static final int MAX_SUPERSEDED_GUTIS = 8;

    /// eKSIs left out after a restart, for runs it may have forgotten: a UE takes only a new one into use.
    private static final int EKSIS_LEFT_TO_FORGOTTEN_RUNS = 3;

    /// What a key name selects among the key sets of one UE.
    sealed interface Selected {
        record Live(Generation generation) implements Selected {}

        /// The name belongs to a run whose Security Mode has not completed.
        record Pending() implements Selected {}

        record None() implements Selected {}
    }

    private final Imsi imsi;
    private @Nullable Generation current;
    private boolean mayBeOvertaken;
    private @Nullable Previous previous;
    private @Nullable Eksi pending;
    private @Nullable RandId pendingRandId;
    private @Nullable Guti guti;
    private List<SupersededGuti> supersededGutis = List.of();
    private @Nullable SubscriptionData subscription;
    private boolean frozen;

    Registration(Imsi imsi) {
        this.imsi = imsi;
    }

    /// One that comes back after a restart.
    Registration(KeptRegistration kept) {
        imsi = kept.imsi();
        current = kept.current();
        mayBeOvertaken = kept.mayBeOvertaken();
        previous = kept.previous();
        guti = kept.guti();
        supersededGutis = kept.supersededGutis();
        subscription = kept.subscription();
    }

    Imsi imsi() {
        return imsi;
    }

    /// An eKSI no live generation of this UE has; it names the run that starts now.
    synchronized Eksi startRun(RandId randId, long nowMs) {
        Eksi candidate = current == null ? new Eksi(0) : current.eksi().next();
        for (int i = 0; mayBeOvertaken && i < EKSIS_LEFT_TO_FORGOTTEN_RUNS; i++) {
            candidate = candidate.next();
        }
        while (isLive(candidate, nowMs)) {
            candidate = candidate.next();
        }
        pending = candidate;
        pendingRandId = randId;
        return candidate;
    }

    private boolean isLive(Eksi eksi, long nowMs) {
        boolean isCurrent = current != null && current.eksi().equals(eksi);
        Generation graced = previousAt(nowMs);
        return isCurrent || (graced != null && graced.eksi().equals(eksi));
    }

    private @Nullable Generation previousAt(long nowMs) {
        return previous != null && nowMs < previous.untilMs() ? previous.generation() : null;
    }

    /// The run that was pending failed or was overtaken.
    synchronized void abandonRun(Eksi eksi) {
        if (eksi.equals(pending)) {
            pending = null;
            pendingRandId = null;
        }
    }

    /// A Security Mode Complete took `generation` into use under a new GUTI. The key set before it
    /// serves named requests until the grace time ends. False when it came too late: this one is frozen.
    synchronized boolean activate(Generation generation, Guti newGuti, long nowMs, long graceMs) {
        if (frozen) {
            return false;
        }
        long untilMs = nowMs + graceMs;
        if (current != null) {
            previous = new Previous(current, untilMs);
        }
        if (mayBeOvertaken) {
            supersededGutis = List.of();
        } else if (guti != null) {
            supersededGutis = withNewest(new SupersededGuti(guti, untilMs), nowMs);
        }
        current = generation;
        mayBeOvertaken = false;
        guti = newGuti;
        abandonRun(generation.eksi());
        return true;
    }

    /// GUTIs that the next activation takes away at once: a forgotten run may have been named by one of them,
    /// and by an eKSI that comes round. None when nothing can have been forgotten.
    synchronized List<Guti> overtakenGutis() {
        return mayBeOvertaken && guti != null
                ? Stream.concat(Stream.of(guti), supersededGutis.stream().map(SupersededGuti::guti))
                        .toList()
                : List.of();
    }

    private List<SupersededGuti> withNewest(SupersededGuti newest, long nowMs) {
        List<SupersededGuti> all =
                Stream.concat(stillNaming(nowMs).stream(), Stream.of(newest)).toList();
        return all.subList(Math.max(0, all.size() - MAX_SUPERSEDED_GUTIS), all.size());
    }

    private List<SupersededGuti> stillNaming(long nowMs) {
        return supersededGutis.stream().filter(old -> nowMs < old.untilMs()).toList();
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

    /// No key becomes current any more, so that what is kept from now on stays true.
    synchronized void freeze() {
        frozen = true;
    }

    /// What to keep of it, or null when no UE was ever accepted.
    synchronized @Nullable KeptRegistration kept(long nowMs) {
        if (current == null || guti == null || subscription == null) {
            return null;
        }
        return new KeptRegistration(
                imsi,
                guti,
                current,
                mayBeOvertaken,
                previousAt(nowMs) == null ? null : previous,
                stillNaming(nowMs),
                subscription);
    }

    /// By eKSI, RAND id, both, or neither: then the current one, unless it is not certain to be that.
    synchronized Selected select(@Nullable Eksi eksi, @Nullable RandId randId, long nowMs) {
        boolean certain = !mayBeOvertaken || eksi != null || randId != null;
        if (certain
                && current != null
                && names(eksi, randId, current.eksi(), current.rand().id())) {
            return new Selected.Live(current);
        }
        Generation graced = previousAt(nowMs);
        if (certain && graced != null && names(eksi, randId, graced.eksi(), graced.rand().id())) {
            return new Selected.Live(graced);
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
