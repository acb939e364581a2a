package dev.bestow.network;

import dev.bestow.core.Clock;
import dev.bestow.core.DurableFiles;
import dev.bestow.core.Reason;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.StoreFailure;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.mme.MmeNode;
import dev.bestow.mme.RestoreOutcome;
import dev.bestow.mme.SnapshotMoment;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;

/// A running MME and the file that holds its UE contexts, `registrations` in its folder: read once at
/// the start, replaced now and then by a newer snapshot that is whole and durable before the old one goes,
/// and for the last time when the MME has stopped. Thread-safe.
final class MmeMemory implements AutoCloseable {
    private static final Logger LOG = System.getLogger("mme");
    private static final String FILE = "registrations";
    private static final String DAMAGED = "registrations.damaged";

    /// Written anew after that long even when nothing has changed, so that its epoch key outlives it.
    private static final long LONGEST_REST_MS = EpochKeyPlan.STANDARD.epochMs();

    private static final long NOTHING_SAVED = -1;

    /// By what a folder is known as that of an MME.
    static final Set<String> FILES = Set.of(FILE, DAMAGED, StartCount.FILE);

    private final MmeNode node;
    private final Path folder;
    private final KeyWrap wrap;
    private final Clock clock;
    private boolean restored;
    private long savedChanges = NOTHING_SAVED;
    private long savedAtMs;

    /// Takes over `node`, which has not started.
    MmeMemory(MmeNode node, Path folder, KeyWrap wrap, Clock clock) {
        this.node = node;
        this.folder = folder;
        this.wrap = wrap;
        this.clock = clock;
    }

    /// Reads the file, if there is one, before the node starts. One that is damaged is set aside, and the
    /// MME begins with nothing: that costs each UE an attach.
    ///
    /// @throws dev.bestow.keystore.StoreTooNew when a later version wrote it
    synchronized void restore() throws IOException {
        DurableFiles.makeFolder(folder);
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            switch (read(file)) {
                case RestoreOutcome.Restored(int ueContexts, boolean complete) ->
                        LOG.log(
                                Level.INFO,
                                "{0} UE contexts are back{1}",
                                Integer.toString(ueContexts),
                                complete ? "" : ", of a snapshot that others may have followed");
                case RestoreOutcome.Damaged(String reason) -> setAside(file, reason);
            }
        }
        restored = true;
    }

    private RestoreOutcome read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return node.mme().restoreSnapshot(in, wrap);
        } catch (IOException e) {
            return new RestoreOutcome.Damaged("it cannot be read: " + Reason.of(e));
        }
    }

    private void setAside(Path file, String reason) throws IOException {
        LOG.log(
                Level.WARNING,
                "the snapshot {0} is set aside and every UE has to attach anew: {1}",
                file,
                reason);
        Files.move(file, folder.resolve(DAMAGED), StandardCopyOption.REPLACE_EXISTING);
    }

    /// Replaces the file, if there is anything new.
    synchronized void save() {
        boolean rested = clock.nowMs() - savedAtMs >= LONGEST_REST_MS;
        if (rested || node.mme().changes() != savedChanges) {
            save(SnapshotMoment.RUNNING);
        }
    }

    private void save(SnapshotMoment moment) {
        long changes = node.mme().changes();
        long nowMs = clock.nowMs();
        try {
            DurableFiles.replace(
                    folder.resolve(FILE),
                    out -> {
                        var buffered = new BufferedOutputStream(out);
                        node.mme().saveSnapshot(buffered, wrap, moment);
                        buffered.flush();
                    });
        } catch (IOException e) {
            throw new StoreFailure("no snapshot in " + folder + ": " + Reason.of(e), e);
        }
        savedChanges = changes;
        savedAtMs = nowMs;
    }

    /// Stops the node and takes the last snapshot, which nothing can follow. A node whose file was not read
    /// leaves it as it is.
    @Override
    public synchronized void close() {
        node.close();
        if (restored) {
            restored = false;
            save(SnapshotMoment.STOPPED);
        }
    }
}
