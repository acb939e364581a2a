package dev.bestow.mme;

import dev.bestow.core.Entropy;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// All registrations of one MME, by IMSI and by the GUTIs it allocated. In memory, with a [Snapshot] now
/// and then: losing one costs its UE an attach, never a wrong key. Thread-safe.
final class Registrations {
    /// Top bits 11, as TS 23.003 wants of an M-TMSI whose UE may go to 2G or 3G.
    private static final int M_TMSI_TOP_BITS = 0xc000_0000;

    /// The last bits count the starts of the MME, so that a GUTI it allocated and forgot is not given to
    /// another UE after a restart; TS 23.003 clause 2.4 has the idea.
    private static final int M_TMSI_START_BITS = 0x1f;

    private final MmeConfig config;
    private final Entropy entropy;
    private final ConcurrentHashMap<Imsi, Registration> byImsi = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, Registration> byTmsi = new ConcurrentHashMap<>();
    private final AtomicLong serial = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();

    Registrations(MmeConfig config, Entropy entropy) {
        this.config = config;
        this.entropy = entropy;
    }

    Registration of(Imsi imsi) {
        return byImsi.computeIfAbsent(imsi, Registration::new);
    }

    /// A fresh GUTI that names `registration` from now on. M-TMSIs are random, so a GUTI tells
    /// nobody how many UEs there are or which attached next.
    Guti allocate(Registration registration) {
        int start = (int) config.restartCount() & M_TMSI_START_BITS;
        while (true) {
            int mTmsi = (entropy.nextInt() & ~M_TMSI_START_BITS) | start | M_TMSI_TOP_BITS;
            if (byTmsi.putIfAbsent(mTmsi, registration) == null) {
                return new Guti(config.plmn(), config.mmeGroup(), config.mmeCode(), mTmsi);
            }
        }
    }

    /// The GUTI stops answering; called when its grace time is over.
    void forget(Guti guti, Registration registration) {
        byTmsi.remove(guti.mTmsi(), registration);
    }

    /// The registration behind a GUTI of this MME, its current one or one still in its grace time.
    @Nullable Registration find(Guti guti) {
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

    /// Each, under no lock; those that come meanwhile, perhaps.
    Iterable<Registration> all() {
        return byImsi.values();
    }

    /// Takes in what was kept, under all its GUTIs. Only before the first UE is served.
    Registration takeIn(KeptRegistration kept) {
        Registration registration = new Registration(kept);
        byImsi.put(kept.imsi(), registration);
        byTmsi.put(kept.guti().mTmsi(), registration);
        kept.supersededGutis().forEach(old -> byTmsi.put(old.guti().mTmsi(), registration));
        return registration;
    }

    /// Forgets all; as [#takeIn], only before the first UE is served.
    void clear() {
        byImsi.clear();
        byTmsi.clear();
    }

    int count() {
        return byImsi.size();
    }
}
