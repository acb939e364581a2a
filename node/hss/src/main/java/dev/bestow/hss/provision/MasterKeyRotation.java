package dev.bestow.hss.provision;

import dev.bestow.aka.MasterKey;
import dev.bestow.aka.MasterKeyFile;
import dev.bestow.aka.UnwrapFailed;
import dev.bestow.core.Entropy;
import dev.bestow.core.Imsi;
import dev.bestow.keystore.CredentialChange;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.keystore.WrappedCredentials;

import java.util.ArrayList;
import java.util.List;

/// Replaces the master key while it is in use:
///
/// ```
/// 1  the key file holds a new key and the previous one; new rows are wrapped under the new one
/// 2  each row that opens under the previous key only is wrapped again, if nobody changed it meanwhile
/// 3  and again, until a pass over all rows finds none left
/// 4  the previous key is destroyed
/// ```
///
/// After a crash the file still holds both keys and each row opens under one of them; the next rotation goes
/// on at 2 with the same new key. A row that opens under neither keeps the rotation from its last step.
/// Nobody outside this process may store rows wrapped under the previous key meanwhile.
public final class MasterKeyRotation {
    /// What the passes came to.
    ///
    /// @param resumed whether another rotation had begun it
    /// @param subscribers in the store
    /// @param rewrapped rows wrapped again
    /// @param unopened rows that open under neither key; unless there are none, both keys stay
    public record Outcome(boolean resumed, long subscribers, long rewrapped, List<Imsi> unopened) {
        public Outcome {
            unopened = List.copyOf(unopened);
        }
    }

    /// Hears how far it is, now and then.
    @FunctionalInterface
    public interface Progress {
        void at(long subscribers, long rewrapped);
    }

    private static final int PAGE = 1_000;
    private static final int PAGES_PER_PROGRESS = 50;

    private final SubscriberStore store;
    private final MasterKey key;
    private final MasterKeyVault vault;
    private final Runnable beforeTheEnd;

    /// @param key the one in use, which changes under its users
    /// @param beforeTheEnd is done when all rows are wrapped under the new key and the previous one still opens what
    ///     it wrapped
    public MasterKeyRotation(SubscriberStore store, MasterKey key, Runnable beforeTheEnd) {
        this.store = store;
        this.key = key;
        this.beforeTheEnd = beforeTheEnd;
        this.vault = new MasterKeyVault(key);
    }

    /// Rotates, or finishes a rotation that was interrupted.
    ///
    /// @param file the key's, in clear or in an envelope
    /// @param settle returns when everybody has let go of rows read before
    /// @throws dev.bestow.core.InvalidValue when the file cannot be changed
    /// @throws dev.bestow.keystore.StoreFailure when a row could not be; both keys stay
    public Outcome run(MasterKeyFile file, Entropy entropy, Runnable settle, Progress progress) {
        boolean resumed = key.hasPrevious();
        if (!resumed) {
            file.begin(key, entropy);
        }
        long rewrapped = 0;
        while (true) {
            Pass pass = new Pass(progress, rewrapped);
            pass.run();
            if (pass.rewrapped == rewrapped && pass.contested == 0) {
                if (pass.unopened.isEmpty()) {
                    beforeTheEnd.run();
                    file.finish(key);
                }
                return new Outcome(resumed, pass.subscribers, rewrapped, pass.unopened);
            }
            rewrapped = pass.rewrapped;
            settle.run();
        }
    }

    /// Once over all rows.
    private final class Pass {
        private final Progress progress;
        private final List<Imsi> unopened = new ArrayList<>();
        private long subscribers;
        private long rewrapped;
        private long contested;

        Pass(Progress progress, long rewrapped) {
            this.progress = progress;
            this.rewrapped = rewrapped;
        }

        void run() {
            List<Subscriber> page = store.list("", PAGE);
            for (int pages = 1; !page.isEmpty(); pages++) {
                rewrap(page);
                if (pages % PAGES_PER_PROGRESS == 0) {
                    progress.at(subscribers, rewrapped);
                }
                page = store.list(page.getLast().imsi().digits(), PAGE);
            }
        }

        private void rewrap(List<Subscriber> page) {
            List<CredentialChange> changes = new ArrayList<>();
            for (Subscriber row : page) {
                try {
                    WrappedCredentials renewed = vault.renewed(row);
                    if (!renewed.equals(row.credentials())) {
                        changes.add(new CredentialChange(row.imsi(), row.credentials(), renewed));
                    }
                } catch (UnwrapFailed e) {
                    unopened.add(row.imsi());
                }
            }
            subscribers += page.size();
            if (!changes.isEmpty()) {
                int lost = store.replaceCredentials(changes).size();
                contested += lost;
                rewrapped += changes.size() - lost;
            }
        }
    }
}
