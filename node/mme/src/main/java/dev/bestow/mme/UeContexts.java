package dev.bestow.mme;

import dev.bestow.core.Entropy;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.NewestLast;
import dev.bestow.wire.s6a.SubscriptionData;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The UE contexts of one MME, by IMSI and by the GUTIs it allocated. In memory, with a [Snapshot] now
/// and then: losing one costs its UE an attach, never a wrong key.
///
/// One comes into being when a UE has proven who it is ([#activate]), and ends when its last key has expired
/// ([#sweep]) or when there are too many and it was accepted longest ago. Thread-safe.
final class UeContexts {
    /// Top bits 11, as TS 23.003 wants of an M-TMSI whose UE may go to 2G or 3G.
    private static final int M_TMSI_TOP_BITS = 0xc000_0000;

    /// The last bits count the starts of the MME, so that a GUTI it allocated and forgot is not given to
    /// another UE after a restart; TS 23.003 clause 2.4 has the idea.
    private static final int M_TMSI_START_BITS = 0x1f;

    /// Some 4 MB when full: the purges of a day in which most of a network goes away.
    private static final int MAX_FROZEN = 65_536;

    private final MmeConfig config;
    private final Entropy entropy;

    /// The one accepted longest ago first; guarded by itself.
    private final LinkedHashMap<Imsi, UeContext> byImsi = new LinkedHashMap<>();

    private final ConcurrentHashMap<Integer, UeContext> byTmsi = new ConcurrentHashMap<>();

    /// M-TMSIs that the HSS wants frozen; guarded by itself.
    private final NewestLast<Integer, Boolean> frozen = new NewestLast<>(MAX_FROZEN);

    private final AtomicLong serial = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();

    UeContexts(MmeConfig config, Entropy entropy) {
        this.config = config;
        this.entropy = entropy;
    }

    /// The UE context of this subscriber, or a blank one that is kept once it is activated.
    UeContext of(Imsi imsi) {
        synchronized (byImsi) {
            UeContext known = byImsi.get(imsi);
            return known == null ? new UeContext(imsi) : known;
        }
    }

    /// What an activation came to.
    ///
    /// @param ueContext the one kept from now on
    /// @param guti names the UE from now on
    /// @param superseded still names it for a grace time, or null
    record Activated(UeContext ueContext, Guti guti, @Nullable Guti superseded) {}

    /// The UE behind `proven` has shown that it is that subscriber: `keySet` comes into use, under a fresh GUTI.
    /// Another UE context that was adopted since the run began takes the place of `proven`.
    ///
    /// @return null when this MME has stopped
    @Nullable Activated activate(UeContext proven, KeySet keySet, long nowMs) {
        Activated activated;
        UeContext givesWay = null;
        synchronized (byImsi) {
            UeContext known = byImsi.get(proven.imsi());
            UeContext kept = known == null ? proven : known;
            Guti superseded = kept.guti();
            Guti guti = allocate(kept);
            List<Guti> ended = kept.activate(keySet, guti, nowMs, config.limits().graceMs());
            if (ended == null) {
                forget(guti, kept);
                return null;
            }
            ended.forEach(old -> forget(old, kept));
            givesWay = keep(kept);
            activated = new Activated(kept, guti, ended.contains(superseded) ? null : superseded);
        }
        if (givesWay != null) {
            end(givesWay);
        }
        changed();
        return activated;
    }

    /// Under the lock. As the one accepted last; returns who gives way to it.
    private @Nullable UeContext keep(UeContext accepted) {
        byImsi.putLast(accepted.imsi(), accepted);
        return byImsi.size() > config.limits().maxRegistered()
                ? byImsi.pollFirstEntry().getValue()
                : null;
    }

    private List<Guti> end(UeContext ueContext) {
        List<Guti> ended = ueContext.end();
        ended.forEach(guti -> forget(guti, ueContext));
        return ended;
    }

    /// The subscriber is served here no longer: nothing is kept of it.
    ///
    /// @return whether anything was
    boolean cancel(Imsi imsi) {
        UeContext cancelled;
        synchronized (byImsi) {
            cancelled = byImsi.remove(imsi);
        }
        if (cancelled == null) {
            return false;
        }
        end(cancelled);
        changed();
        return true;
    }

    /// The HSS has changed the subscription.
    ///
    /// @return whether the subscriber is served here
    boolean resubscribe(Imsi imsi, SubscriptionData subscription) {
        synchronized (byImsi) {
            UeContext known = byImsi.get(imsi);
            if (known == null) {
                return false;
            }
            known.subscribe(subscription);
        }
        changed();
        return true;
    }

    /// A UE context that ended by itself.
    ///
    /// @param gutis that named it
    /// @param subscribed whether the HSS takes this MME for the one that serves the subscriber
    record Swept(Imsi imsi, List<Guti> gutis, boolean subscribed) {
        Swept {
            gutis = List.copyOf(gutis);
        }
    }

    /// Ends those that have no key left to give or are to be purged, and wipes key sets whose grace time is over.
    List<Swept> sweep(long nowMs) {
        List<Swept> gone = new ArrayList<>();
        for (UeContext ueContext : all()) {
            synchronized (byImsi) {
                if (!ueContext.tidy(nowMs, config.limits())) {
                    byImsi.remove(ueContext.imsi(), ueContext);
                    boolean subscribed = ueContext.subscription() != null;
                    gone.add(new Swept(ueContext.imsi(), end(ueContext), subscribed));
                }
            }
        }
        if (!gone.isEmpty()) {
            changed();
        }
        return gone;
    }

    /// A fresh GUTI that names `ueContext` from now on. M-TMSIs are random, so a GUTI tells
    /// nobody how many UEs there are or which attached next.
    Guti allocate(UeContext ueContext) {
        int start = (int) config.restartCount() & M_TMSI_START_BITS;
        while (true) {
            int mTmsi = (entropy.nextInt() & ~M_TMSI_START_BITS) | start | M_TMSI_TOP_BITS;
            if (!isFrozen(mTmsi) && byTmsi.putIfAbsent(mTmsi, ueContext) == null) {
                return new Guti(config.plmn(), config.mmeGroup(), config.mmeCode(), mTmsi);
            }
        }
    }

    /// These M-TMSIs are given to no other UE for as long as there is room to remember them.
    void freeze(List<Guti> gutis) {
        synchronized (frozen) {
            gutis.forEach(guti -> frozen.put(guti.mTmsi(), Boolean.TRUE));
        }
    }

    private boolean isFrozen(int mTmsi) {
        synchronized (frozen) {
            return frozen.get(mTmsi) != null;
        }
    }

    /// Whether a UE context of the subscriber is kept.
    boolean isKept(Imsi imsi) {
        synchronized (byImsi) {
            return byImsi.containsKey(imsi);
        }
    }

    /// The GUTI stops answering.
    void forget(Guti guti, UeContext ueContext) {
        byTmsi.remove(guti.mTmsi(), ueContext);
    }

    /// The UE context behind a GUTI of this MME, its current one or one still in its grace time.
    @Nullable UeContext find(Guti guti) {
        boolean ours =
                guti.plmn().equals(config.plmn())
                        && guti.mmeGroup() == config.mmeGroup()
                        && guti.mmeCode() == config.mmeCode();
        return ours ? byTmsi.get(guti.mTmsi()) : null;
    }

    /// Orders this MME's confirmations since it started.
    long nextSerial() {
        return serial.incrementAndGet();
    }

    /// Something that is kept across restarts is different now.
    void changed() {
        changes.incrementAndGet();
    }

    /// How often that was.
    long changes() {
        return changes.get();
    }

    /// Those there are now.
    List<UeContext> all() {
        synchronized (byImsi) {
            return List.copyOf(byImsi.values());
        }
    }

    /// Takes in what was kept, under all its GUTIs. Only before the first UE is served.
    UeContext takeIn(KeptUeContext kept) {
        UeContext ueContext = new UeContext(kept);
        UeContext givesWay;
        synchronized (byImsi) {
            givesWay = keep(ueContext);
        }
        if (givesWay != null) {
            end(givesWay);
        }
        byTmsi.put(kept.guti().mTmsi(), ueContext);
        kept.supersededGutis().forEach(old -> byTmsi.put(old.guti().mTmsi(), ueContext));
        return ueContext;
    }

    /// Forgets all; as [#takeIn], only before the first UE is served.
    void clear() {
        all().forEach(ueContext -> {
            var _ = end(ueContext);
        });
        synchronized (byImsi) {
            byImsi.clear();
        }
    }

    int count() {
        synchronized (byImsi) {
            return byImsi.size();
        }
    }
}
