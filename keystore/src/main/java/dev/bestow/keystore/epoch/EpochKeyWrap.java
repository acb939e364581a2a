package dev.bestow.keystore.epoch;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.RowCipher;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.UnwrapFailed;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// Wraps session-lived keys under an epoch key that is replaced regularly. Once everything wrapped under
/// an epoch key has expired, the epoch key is destroyed, and that is what erases the wrapped keys: a
/// log-structured store, its backups and the blocks of a disk keep deleted rows for as long as they like.
///
/// ```
/// octets 0-3     number of the epoch key
/// octets 4-      sealed by RowCipher
/// ```
///
/// Epoch keys are files of the node, see [EpochKeyFiles]; no other secret unwraps what they wrapped, the
/// master key neither. Thread-safe.
public final class EpochKeyWrap implements KeyWrap, AutoCloseable {
    private final EpochKeyFiles files;
    private final EpochKeyPlan plan;
    private final Entropy entropy;
    private final TreeMap<Integer, Epoch> epochs = new TreeMap<>();

    private record Epoch(long madeAtMs, RowCipher cipher) {}

    private EpochKeyWrap(EpochKeyFiles files, EpochKeyPlan plan, Entropy entropy) {
        this.files = files;
        this.plan = plan;
        this.entropy = entropy;
    }

    /// Reads the epoch keys in `folder`, which nobody else may use at the same time, and turns them over
    /// as [#rotate] does. The folder and the first key are made when missing.
    public static EpochKeyWrap open(Path folder, EpochKeyPlan plan, Entropy entropy, long nowMs) {
        EpochKeyFiles files = EpochKeyFiles.open(folder);
        EpochKeyWrap wrap = new EpochKeyWrap(files, plan, entropy);
        for (EpochKeyFiles.Name name : files.names()) {
            RowCipher cipher = new RowCipher(files.read(name), entropy);
            wrap.epochs.put(name.number(), new Epoch(name.madeAtMs(), cipher));
        }
        wrap.rotate(nowMs);
        return wrap;
    }

    /// Makes a new epoch key when the current one has served its time, and destroys those that nothing
    /// alive can be wrapped under. Call it now and then. Returns how many were destroyed.
    public synchronized int rotate(long nowMs) {
        if (epochs.isEmpty() || nowMs - current().madeAtMs() >= plan.epochMs()) {
            make(nowMs);
        }
        int destroyed = 0;
        while (epochs.size() > 1) {
            Map.Entry<Integer, Epoch> oldest = epochs.firstEntry();
            long lastUsedMs = epochs.higherEntry(oldest.getKey()).getValue().madeAtMs();
            if (nowMs - lastUsedMs < plan.longestKeyLifeMs()) {
                break;
            }
            files.destroy(new EpochKeyFiles.Name(oldest.getKey(), oldest.getValue().madeAtMs()));
            oldest.getValue().cipher().close();
            epochs.remove(oldest.getKey());
            destroyed++;
        }
        return destroyed;
    }

    private void make(long nowMs) {
        EpochKeyFiles.Name name =
                new EpochKeyFiles.Name(epochs.isEmpty() ? 1 : epochs.lastKey() + 1, nowMs);
        byte[] octets = new byte[RowCipher.KEY_OCTETS];
        entropy.fill(octets);
        Secret key = Secret.taking(octets);
        files.write(name, key);
        epochs.put(name.number(), new Epoch(nowMs, new RowCipher(key, entropy)));
    }

    private Epoch current() {
        return epochs.lastEntry().getValue();
    }

    @Override
    public Octets wrap(String rowIdentity, Secret secret) {
        int number;
        RowCipher cipher;
        synchronized (this) {
            number = epochs.lastKey();
            cipher = current().cipher();
        }
        Octets sealed = cipher.seal(rowIdentity, secret);
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + sealed.length());
        out.putInt(number);
        sealed.writeTo(out);
        return Octets.copyOf(out.array());
    }

    @Override
    public Secret unwrap(String rowIdentity, Octets wrapped) {
        if (wrapped.length() < Integer.BYTES) {
            throw new UnwrapFailed(rowIdentity);
        }
        int number = ByteBuffer.wrap(wrapped.toArray()).getInt();
        Epoch epoch;
        synchronized (this) {
            epoch = epochs.get(number);
        }
        if (epoch == null) {
            throw new UnwrapFailed(rowIdentity);
        }
        Octets sealed = wrapped.slice(Integer.BYTES, wrapped.length() - Integer.BYTES);
        return epoch.cipher()
                .open(rowIdentity, sealed)
                .orElseThrow(() -> new UnwrapFailed(rowIdentity));
    }

    /// Wipes the epoch keys in memory; their files stay.
    @Override
    public synchronized void close() {
        epochs.values().forEach(epoch -> epoch.cipher().close());
    }
}
