package dev.bestow.keystore.epoch;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.RowCipher;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.UnwrapFailed;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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
/// No other secret unwraps what they wrapped. Where epoch keys are kept several nodes may share them: each wraps
/// under the newest it has seen and opens all.
///
/// What is destroyed does not come back when the clock does. So the clock alone destroys nothing: as many keys have
/// to follow one as its time has epochs, and a clock that is far from the newest key turns nothing over until an
/// operator says that it is right. Thread-safe.
public final class EpochKeyWrap implements KeyWrap, AutoCloseable {
    private final EpochKeys keys;
    private final EpochKeyPlan plan;
    private final Entropy entropy;

    /// Oldest first.
    private final TreeMap<EpochKeys.Name, RowCipher> epochs =
            new TreeMap<>(
                    Comparator.comparingLong(EpochKeys.Name::madeAtMs)
                            .thenComparingInt(EpochKeys.Name::number));

    private EpochKeyWrap(EpochKeys keys, EpochKeyPlan plan, Entropy entropy) {
        this.keys = keys;
        this.plan = plan;
        this.entropy = entropy;
    }

    /// Takes the keys in `folder`, see [EpochKeyFiles].
    public static EpochKeyWrap open(Path folder, EpochKeyPlan plan, Entropy entropy, long nowMs) {
        return open(EpochKeyFiles.open(folder), plan, entropy, nowMs);
    }

    /// Reads `keys` and turns them over as [#rotate] does. The first is made when there is none.
    public static EpochKeyWrap open(
            EpochKeys keys, EpochKeyPlan plan, Entropy entropy, long nowMs) {
        EpochKeyWrap wrap = new EpochKeyWrap(keys, plan, entropy);
        wrap.rotate(nowMs);
        return wrap;
    }

    /// Makes a new epoch key when the current one has served its time, and destroys those that nothing
    /// alive can be wrapped under; nothing of it while there is a [#clockDoubt]. Call it now and then.
    /// Returns how many were destroyed.
    public synchronized int rotate(long nowMs) {
        forgetAllBut(readNew());
        if (clockDoubt(nowMs).isPresent()) {
            return 0;
        }
        if (epochs.isEmpty() || nowMs - epochs.lastKey().madeAtMs() >= plan.epochMs()) {
            make(nowMs);
        }
        int destroyed = 0;
        while (epochs.size() > plan.successors()) {
            EpochKeys.Name oldest = epochs.firstKey();
            long lastUsedMs = epochs.higherKey(oldest).madeAtMs();
            if (nowMs - lastUsedMs < plan.longestKeyLifeMs()) {
                break;
            }
            keys.destroy(oldest);
            epochs.pollFirstEntry().getValue().close();
            destroyed++;
        }
        return destroyed;
    }

    /// How far the clock stands from the newest epoch key, in seconds, when it is too far to be believed: after it
    /// by more than an epoch and a long stop, or, negative, before it by more than an epoch.
    public synchronized OptionalLong clockDoubt(long nowMs) {
        if (epochs.isEmpty()) {
            return OptionalLong.empty();
        }
        long sinceMs = nowMs - epochs.lastKey().madeAtMs();
        boolean believed =
                -sinceMs <= plan.epochMs() && sinceMs <= plan.epochMs() + plan.longestStopMs();
        return believed ? OptionalLong.empty() : OptionalLong.of(sinceMs / 1_000);
    }

    /// The operator's word that it is `nowMs`: keys that were made under a clock that was ahead count as made now, and
    /// the next one is made. Destroys nothing.
    public synchronized void confirmClock(long nowMs) {
        forgetAllBut(readNew());
        for (EpochKeys.Name name : List.copyOf(epochs.keySet())) {
            if (name.madeAtMs() > nowMs) {
                epochs.put(keys.redate(name, nowMs), Objects.requireNonNull(epochs.remove(name)));
            }
        }
        if (clockDoubt(nowMs).isPresent()) {
            make(nowMs);
        }
    }

    /// Those other nodes have made.
    private List<EpochKeys.Name> readNew() {
        List<EpochKeys.Name> there = keys.names();
        for (EpochKeys.Name name : there) {
            if (!epochs.containsKey(name)) {
                keys.read(name).ifPresent(key -> epochs.put(name, new RowCipher(key, entropy)));
            }
        }
        return there;
    }

    /// Those other nodes have destroyed.
    private void forgetAllBut(List<EpochKeys.Name> there) {
        List<EpochKeys.Name> gone = new ArrayList<>(epochs.keySet());
        gone.removeAll(there);
        gone.forEach(name -> Objects.requireNonNull(epochs.remove(name)).close());
    }

    private void make(long nowMs) {
        byte[] octets = new byte[RowCipher.KEY_OCTETS];
        entropy.fill(octets);
        Secret key = Secret.taking(octets);
        epochs.put(keys.keep(key, nowMs), new RowCipher(key, entropy));
    }

    @Override
    public Octets wrap(String rowIdentity, Secret secret) {
        Map.Entry<EpochKeys.Name, RowCipher> current;
        synchronized (this) {
            current = epochs.lastEntry();
        }
        Octets sealed = current.getValue().seal(rowIdentity, secret);
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + sealed.length());
        out.putInt(current.getKey().number());
        sealed.writeTo(out);
        return Octets.copyOf(out.array());
    }

    @Override
    public Secret unwrap(String rowIdentity, Octets wrapped) {
        if (wrapped.length() < Integer.BYTES) {
            throw new UnwrapFailed(rowIdentity);
        }
        int number = ByteBuffer.wrap(wrapped.toArray()).getInt();
        Octets sealed = wrapped.slice(Integer.BYTES, wrapped.length() - Integer.BYTES);
        return cipher(number)
                .flatMap(cipher -> cipher.open(rowIdentity, sealed))
                .orElseThrow(() -> new UnwrapFailed(rowIdentity));
    }

    /// Of the key with this number, also when another node has just made it.
    private synchronized Optional<RowCipher> cipher(int number) {
        Optional<RowCipher> known = known(number);
        if (known.isPresent()) {
            return known;
        }
        readNew();
        return known(number);
    }

    private Optional<RowCipher> known(int number) {
        for (Map.Entry<EpochKeys.Name, RowCipher> epoch : epochs.entrySet()) {
            if (epoch.getKey().number() == number) {
                return Optional.of(epoch.getValue());
            }
        }
        return Optional.empty();
    }

    /// Wipes the epoch keys in memory; where they are kept they stay.
    @Override
    public synchronized void close() {
        epochs.values().forEach(RowCipher::close);
    }
}
