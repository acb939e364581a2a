package dev.bestow.mme;

import dev.bestow.keystore.KeyWrap;
import dev.bestow.mme.KeptUeContext.SupersededGuti;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// UE contexts written out, and taken in again after a restart.
///
/// A snapshot may be stale: a UE may have been given a newer key set that nobody remembers. Three
/// rules keep that from giving anybody a wrong key:
///
/// - Names select keys, and each name stays that of its own key. A Key-Request that names none is
///   answered only when nothing can have happened since, that is when the start before this one took
///   the snapshot as it stopped. Else it has to wait for the UE's next attach.
/// - Runs that were forgotten keep their names: the UE's next attach ends all its GUTIs from before, the
///   M-TMSIs of one start are not those of the next, and eKSIs start at a distance.
/// - There is no K_ASME in it, so no NAS COUNT is used twice; and no serial number, so it cannot overrule a
///   newer confirmation. Taking it in confirms nothing.
///
/// What remains: a key set that is stale answers to its name until its lifetime is over, not just
/// for its grace time.
final class Snapshots {
    private final MmeCore mme;

    Snapshots(MmeCore mme) {
        this.mme = mme;
    }

    /// Writes to `out`, each UE context as it is when its turn comes. With [SnapshotMoment#STOPPED] it is
    /// frozen before.
    void save(OutputStream out, KeyWrap wrap, SnapshotMoment moment) throws IOException {
        var header =
                new Snapshot.Header(
                        Snapshot.VERSION, mme.config().restartCount(), mme.clock().nowMs(), moment);
        var writer = new SnapshotWriter(mme.config(), wrap, header, out);
        for (UeContext ueContext : mme.ueContexts().all()) {
            if (moment == SnapshotMoment.STOPPED) {
                ueContext.freeze();
            }
            try (KeptUeContext kept = ueContext.kept(mme.clock().nowMs())) {
                if (kept != null && kept.servesAt(mme.clock().now())) {
                    writer.add(kept);
                }
            }
        }
        writer.end();
    }

    /// Takes in all that `in` holds, or nothing.
    RestoreOutcome restore(InputStream in, KeyWrap wrap) throws IOException {
        boolean whole = false;
        try {
            SnapshotReader reader = new SnapshotReader(mme.config(), wrap, in);
            boolean complete = nothingSince(reader.header());
            for (KeptUeContext kept = reader.next(); kept != null; kept = reader.next()) {
                takeIn(complete ? kept : kept.stale());
            }
            whole = true;
            return new RestoreOutcome.Restored(mme.ueContexts().count(), complete);
        } catch (Snapshot.Damage e) {
            return new RestoreOutcome.Damaged(String.valueOf(e.getMessage()));
        } finally {
            if (!whole) {
                mme.ueContexts().clear();
            }
        }
    }

    /// A start between then and now may have served UEs and left no snapshot of its own.
    private boolean nothingSince(Snapshot.Header header) {
        return header.moment() == SnapshotMoment.STOPPED
                && header.restartCount() + 1 == mme.config().restartCount();
    }

    private void takeIn(KeptUeContext kept) {
        long nowMs = mme.clock().nowMs();
        if (!kept.servesAt(mme.clock().now())) {
            kept.close();
            return;
        }
        KeptUeContext graced = kept.gracedUntil(nowMs + mme.config().limits().graceMs());
        UeContext ueContext = mme.ueContexts().takeIn(graced);
        for (SupersededGuti old : graced.supersededGutis()) {
            mme.forgetAfter(old.untilMs() - nowMs, old.guti(), ueContext);
        }
    }
}
