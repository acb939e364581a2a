package dev.bestow.mme;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.RandId;
import dev.bestow.mme.KeptUeContext.Previous;
import dev.bestow.mme.KeptUeContext.SupersededGuti;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.SubscriptionData;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the MME knows of one subscriber, whatever link it is reached over. Guarded by its own
/// monitor.
final class UeContext {
    /// Superseded GUTIs that still name a UE; one with an older one is asked for its IMSI.
    static final int MAX_SUPERSEDED_GUTIS = 8;

    /// eKSIs left out after a restart, for runs it may have forgotten: a UE takes only a new one into use.
    private static final int EKSIS_LEFT_TO_FORGOTTEN_RUNS = 3;

    private static final long MS_PER_SECOND = 1_000;
    private static final long ATTACHED = Long.MAX_VALUE;

    private final Imsi imsi;
    private @Nullable KeySet current;
    private boolean mayBeStale;
    private @Nullable Previous previous;
    private @Nullable Eksi pending;
    private @Nullable RandId pendingRandId;
    private @Nullable Guti guti;
    private List<SupersededGuti> supersededGutis = List.of();
    private @Nullable SubscriptionData subscription;
    private boolean frozen;

    /// When the UE detached, in milliseconds; [#ATTACHED] since it attached again.
    private long detachedAtMs = ATTACHED;

    /// How many keys of the current key set were given out.
    private int keysGiven;

    /// When the network last began a run on its own, in milliseconds.
    private long reauthenticatedAtMs = Long.MIN_VALUE;

    UeContext(Imsi imsi) {
        this.imsi = imsi;
    }

    /// One that comes back after a restart.
    UeContext(KeptUeContext kept) {
        imsi = kept.imsi();
        current = kept.current();
        mayBeStale = kept.mayBeStale();
        previous = kept.previous();
        guti = kept.guti();
        supersededGutis = kept.supersededGutis();
        subscription = kept.subscription();
    }

    Imsi imsi() {
        return imsi;
    }

    /// An eKSI no live key set of this UE has; it names the run that starts now.
    synchronized Eksi startRun(RandId randId, long nowMs) {
        Eksi candidate = current == null ? new Eksi(0) : current.eksi().next();
        for (int i = 0; mayBeStale && i < EKSIS_LEFT_TO_FORGOTTEN_RUNS; i++) {
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
        KeySet graced = previousAt(nowMs);
        return isCurrent || (graced != null && graced.eksi().equals(eksi));
    }

    private @Nullable KeySet previousAt(long nowMs) {
        return previous != null && nowMs < previous.untilMs() ? previous.keySet() : null;
    }

    /// The run is no longer pending: it is over, one way or the other.
    synchronized void endRun(RandId randId) {
        if (randId.equals(pendingRandId)) {
            pending = null;
            pendingRandId = null;
        }
    }

    /// Admits a run that the network begins on its own, one in `intervalMs`, whoever asks for it: each costs the UE
    /// energy.
    ///
    /// @return how long to wait for the next one, or 0: admitted
    synchronized long admitRun(long nowMs, long intervalMs) {
        if (reauthenticatedAtMs != Long.MIN_VALUE
                && nowMs >= reauthenticatedAtMs
                && nowMs - reauthenticatedAtMs < intervalMs) {
            return reauthenticatedAtMs + intervalMs - nowMs;
        }
        reauthenticatedAtMs = nowMs;
        return 0;
    }

    /// A key of `keySet`, which is the current one or the one before, goes out under that policy.
    ///
    /// @return whether it is the first of that key set
    synchronized boolean keyGiven(KeySet keySet, SecurityPolicy policy) {
        KeySet given = keySet.givenUnder(policy);
        if (keySet.equals(current)) {
            keysGiven++;
            current = given;
        } else if (previous != null) {
            previous = new Previous(given, previous.untilMs());
        }
        return keySet.lifeSeconds() == 0;
    }

    /// Why the home network wants another key set by now, or null.
    synchronized @Nullable ReauthenticationCause due(long nowMs) {
        if (current == null || subscription == null) {
            return null;
        }
        var wanted = subscription.keyPolicy().authentication();
        if (wanted.endsAtAge((nowMs - current.startedAt().toEpochMilli()) / MS_PER_SECOND)) {
            return ReauthenticationCause.INTERVAL;
        }
        return wanted.endsAfterKeys(keysGiven) ? ReauthenticationCause.KEYS : null;
    }

    /// A Security Mode Complete took `keySet` into use under a new GUTI. The key set before it
    /// serves named requests until the grace time ends.
    ///
    /// Names of before end at once where they could be taken for names of this key set: when a run may have been
    /// forgotten, whose eKSI comes round, and when another run took this eKSI into use since this one began.
    ///
    /// @return GUTIs that end at once, or null when it came too late: this one is frozen
    synchronized @Nullable List<Guti> activate(
            KeySet keySet, Guti newGuti, long nowMs, long graceMs) {
        if (frozen) {
            return null;
        }
        List<Guti> ended = new ArrayList<>();
        boolean ambiguous = mayBeStale || isLive(keySet.eksi(), nowMs);
        endPrevious();
        if (ambiguous) {
            ended.addAll(gutis());
            supersededGutis = List.of();
            endCurrent();
        } else {
            supersede(nowMs, nowMs + graceMs, ended);
        }
        current = keySet;
        detachedAtMs = ATTACHED;
        keysGiven = 0;
        mayBeStale = false;
        guti = newGuti;
        endRun(keySet.rand().id());
        return ended;
    }

    private void supersede(long nowMs, long untilMs, List<Guti> ended) {
        if (current != null) {
            previous = new Previous(current, untilMs);
        }
        if (guti != null) {
            List<SupersededGuti> all = new ArrayList<>(stillNaming(nowMs));
            all.add(new SupersededGuti(guti, untilMs));
            while (all.size() > MAX_SUPERSEDED_GUTIS) {
                ended.add(all.removeFirst().guti());
            }
            supersededGutis = List.copyOf(all);
        }
    }

    /// Every GUTI that names this UE.
    private List<Guti> gutis() {
        return Stream.concat(
                        Stream.ofNullable(guti), supersededGutis.stream().map(SupersededGuti::guti))
                .toList();
    }

    private void endPrevious() {
        if (previous != null) {
            previous.keySet().close();
            previous = null;
        }
    }

    private void endCurrent() {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    /// Forgets and wipes everything; what is left is blank.
    ///
    /// @return the GUTIs that named it
    synchronized List<Guti> end() {
        List<Guti> ended = gutis();
        endPrevious();
        endCurrent();
        guti = null;
        supersededGutis = List.of();
        subscription = null;
        return ended;
    }

    /// The UE has detached. Its keys answer until it is purged.
    synchronized void detached(long nowMs) {
        detachedAtMs = nowMs;
    }

    /// Wipes the key set before, once its grace time is over.
    ///
    /// @return whether any key is left that is to be kept
    synchronized boolean tidy(long nowMs, MmeConfig.Limits limits) {
        if (detachedAtMs != ATTACHED && nowMs - detachedAtMs >= limits.purgeMs()) {
            return false;
        }
        // A UE that the HSS gave no subscription for.
        long unsubscribedMs = limits.graceMs();
        if (previous != null && nowMs >= previous.untilMs()) {
            endPrevious();
        }
        return current != null
                && (subscription == null
                        ? nowMs < current.startedAt().toEpochMilli() + unsubscribedMs
                        : Instant.ofEpochMilli(nowMs)
                                .isBefore(current.expiresAt(subscription.keyPolicy())));
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

    /// What to keep of it, with copies of its keys which the caller closes, or null when no UE was ever accepted.
    synchronized @Nullable KeptUeContext kept(long nowMs) {
        if (current == null || guti == null || subscription == null) {
            return null;
        }
        KeySet graced = previousAt(nowMs);
        return new KeptUeContext(
                imsi,
                guti,
                current.copy(),
                mayBeStale,
                graced == null || previous == null
                        ? null
                        : new Previous(graced.copy(), previous.untilMs()),
                stillNaming(nowMs),
                subscription);
    }

    /// By eKSI, RAND id, both, or neither: then the current one, unless it is not certain to be that. `answer` is
    /// called under the monitor, so that no key is wiped while it is used; it must neither wait nor keep the key.
    synchronized <T> T select(
            @Nullable Eksi eksi,
            @Nullable RandId randId,
            long nowMs,
            Function<SelectedKeySet, T> answer) {
        return answer.apply(selected(eksi, randId, nowMs));
    }

    private SelectedKeySet selected(@Nullable Eksi eksi, @Nullable RandId randId, long nowMs) {
        boolean certain = !mayBeStale || eksi != null || randId != null;
        if (certain
                && current != null
                && names(eksi, randId, current.eksi(), current.rand().id())) {
            return new SelectedKeySet.Live(current);
        }
        KeySet graced = previousAt(nowMs);
        if (certain && graced != null && names(eksi, randId, graced.eksi(), graced.rand().id())) {
            return new SelectedKeySet.Graced(graced);
        }
        if (pending != null
                && pendingRandId != null
                && names(eksi, randId, pending, pendingRandId)) {
            return new SelectedKeySet.Pending();
        }
        return new SelectedKeySet.None();
    }

    private static boolean names(
            @Nullable Eksi eksi, @Nullable RandId randId, Eksi ourEksi, RandId ourRandId) {
        return (eksi == null || eksi.equals(ourEksi))
                && (randId == null || randId.equals(ourRandId));
    }
}
