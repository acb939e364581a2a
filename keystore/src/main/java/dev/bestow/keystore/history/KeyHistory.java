package dev.bestow.keystore.history;

import dev.bestow.core.Rand;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.Erasure;
import dev.bestow.keystore.KeyRingLimits;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/// What is known about one subscriber's keys: a set of facts and nothing computed from the order of
/// their arrival. Immutable. Each `with…` is a union followed by the same trimming, so facts commute
/// and repeating one changes nothing.
///
/// A key is *proven* when a confirmation by the MME that asked for its vector is here too. The state of
/// a key is a function of the facts and of the time asked about:
///
/// ```
/// pending    no confirmation, younger than pendingMs
/// current    the proven key of the highest order
/// previous   proven, of lower order, until graceMs after the first key above it was confirmed
/// ```
///
/// @param epochFloor rows of a lower epoch do not exist: the highest of all erasures and of all pushes,
///     for a push of a new epoch says that the HSS has withdrawn the ones below
/// @param floorKeptUntilMs until when the floor is remembered
/// @param keys pushed keys, newest first
/// @param confirmed confirmations, newest first
public record KeyHistory(
        long epochFloor, long floorKeptUntilMs, List<KeyRow> keys, List<ConfirmedRow> confirmed) {
    public static final KeyHistory EMPTY = new KeyHistory(0, 0, List.of(), List.of());

    /// A key and the confirmation that proves it.
    public record Proven(KeyRow key, ConfirmedRow confirmation, Candidate.State state) {}

    public KeyHistory {
        keys = List.copyOf(keys);
        confirmed = List.copyOf(confirmed);
    }

    /// What stored facts amount to, for an engine that keeps each as a row of its own: their union, trimmed
    /// once. They may be in any order, and there may be several of one key and of one MME's confirmation.
    public static KeyHistory ofFacts(
            long epochFloor,
            long floorKeptUntilMs,
            List<KeyRow> keys,
            List<ConfirmedRow> confirmed,
            KeyRingLimits limits) {
        List<KeyRow> mergedKeys = new ArrayList<>();
        keys.forEach(row -> addMerged(mergedKeys, row));
        List<ConfirmedRow> mergedConfirmed = new ArrayList<>();
        confirmed.forEach(row -> addMerged(mergedConfirmed, row));
        return new KeyHistory(epochFloor, floorKeptUntilMs, mergedKeys, mergedConfirmed)
                .trimmed(limits);
    }

    /// Whether there is nothing left to store.
    public boolean isEmpty() {
        return equals(EMPTY);
    }

    /// With one more push.
    public KeyHistory withKey(KeyRow row, KeyRingLimits limits) {
        List<KeyRow> merged = new ArrayList<>(keys);
        addMerged(merged, row);
        long floor = Math.max(epochFloor, row.order().epoch());
        long until = Math.max(floorKeptUntilMs, row.expiresAtMs());
        return new KeyHistory(floor, until, merged, confirmed).trimmed(limits);
    }

    /// With one more confirmation.
    public KeyHistory withConfirmation(ConfirmedRow row, KeyRingLimits limits) {
        List<ConfirmedRow> merged = new ArrayList<>(confirmed);
        addMerged(merged, row);
        return new KeyHistory(epochFloor, floorKeptUntilMs, keys, merged).trimmed(limits);
    }

    /// With one more erasure.
    public KeyHistory withErasure(Erasure fact, KeyRingLimits limits) {
        long floor = Math.max(epochFloor, fact.epochFloor());
        long until = Math.max(floorKeptUntilMs, fact.keptUntilMs());
        return new KeyHistory(floor, until, keys, confirmed).trimmed(limits);
    }

    private static void addMerged(List<KeyRow> rows, KeyRow row) {
        addMerged(rows, row, known -> known.rand().equals(row.rand()), KeyRow::merge);
    }

    private static void addMerged(List<ConfirmedRow> rows, ConfirmedRow row) {
        addMerged(rows, row, known -> known.mergesWith(row), ConfirmedRow::merge);
    }

    private static <T> void addMerged(
            List<T> rows, T row, Predicate<T> mergesWithRow, BinaryOperator<T> merge) {
        T union = rows.stream().filter(mergesWithRow).reduce(row, merge);
        rows.removeIf(mergesWithRow);
        rows.add(union);
    }

    /// The key made by this run, whatever its state.
    public Optional<KeyRow> key(Rand rand) {
        return keys.stream().filter(row -> row.rand().equals(rand)).findFirst();
    }

    /// The confirmation that proves this run's key, or waits for it.
    public Optional<ConfirmedRow> confirmation(Rand rand) {
        return confirmed.stream().filter(row -> row.rand().equals(rand)).findFirst();
    }

    /// Every RAND that occurs, for the index.
    public Set<Rand> rands() {
        Set<Rand> rands = new HashSet<>();
        keys.forEach(row -> rands.add(row.rand()));
        confirmed.forEach(row -> rands.add(row.rand()));
        return rands;
    }

    /// The proven keys that answer to their names at `nowMs`, newest first.
    public List<Proven> proven(long nowMs, KeyRingLimits limits) {
        List<Proven> serving = new ArrayList<>();
        long supersededAtMs = Long.MAX_VALUE;
        for (KeyRow key : keys) {
            Optional<ConfirmedRow> confirmation = confirmation(key.rand());
            if (confirmation.isEmpty()) {
                continue;
            }
            Candidate.State state =
                    supersededAtMs == Long.MAX_VALUE
                            ? Candidate.State.CURRENT
                            : Candidate.State.PREVIOUS;
            if (nowMs < key.expiresAtMs() && inGrace(supersededAtMs, nowMs, limits)) {
                serving.add(new Proven(key, confirmation.get(), state));
            }
            supersededAtMs = Math.min(supersededAtMs, confirmation.get().firstAtMs());
        }
        return serving;
    }

    /// The keys that may still be confirmed at `nowMs`, newest first. One older than the current key
    /// can only become a previous one, so it waits no longer than that one's grace time.
    public List<KeyRow> pending(long nowMs, KeyRingLimits limits) {
        List<KeyRow> waiting = new ArrayList<>();
        long supersededAtMs = Long.MAX_VALUE;
        for (KeyRow key : keys) {
            Optional<ConfirmedRow> confirmation = confirmation(key.rand());
            if (confirmation.isPresent()) {
                supersededAtMs = Math.min(supersededAtMs, confirmation.get().firstAtMs());
            } else if (nowMs < key.expiresAtMs()
                    && nowMs - key.pushedAtMs() < limits.pendingMs()
                    && inGrace(supersededAtMs, nowMs, limits)) {
                waiting.add(key);
            }
        }
        return waiting;
    }

    /// The confirmations whose key has not come yet at `nowMs`, newest first.
    public List<ConfirmedRow> parked(long nowMs, KeyRingLimits limits) {
        return confirmed.stream()
                .filter(row ->
                        key(row.rand()).isEmpty() && nowMs - row.firstAtMs() < limits.parkedMs())
                .toList();
    }

    /// Without what no answer can contain at `nowMs` or later. A dead key stays while a living one
    /// below it needs it, for otherwise the previous key would become current again.
    public KeyHistory swept(long nowMs, KeyRingLimits limits) {
        Set<Rand> living = new HashSet<>();
        proven(nowMs, limits).forEach(proven -> living.add(proven.key().rand()));
        pending(nowMs, limits).forEach(key -> living.add(key.rand()));
        int lowest = -1;
        for (int i = 0; i < keys.size(); i++) {
            lowest = living.contains(keys.get(i).rand()) ? i : lowest;
        }
        List<KeyRow> kept = keys.subList(0, lowest + 1);
        Set<Rand> needed = new HashSet<>();
        kept.forEach(key -> needed.add(key.rand()));
        parked(nowMs, limits).forEach(row -> needed.add(row.rand()));
        List<ConfirmedRow> keptConfirmed =
                confirmed.stream().filter(row -> needed.contains(row.rand())).toList();
        boolean floorEnds = nowMs >= floorKeptUntilMs && kept.isEmpty();
        return new KeyHistory(
                floorEnds ? 0 : epochFloor, floorEnds ? 0 : floorKeptUntilMs, kept, keptConfirmed);
    }

    private static boolean inGrace(long supersededAtMs, long nowMs, KeyRingLimits limits) {
        return supersededAtMs == Long.MAX_VALUE || nowMs - supersededAtMs < limits.graceMs();
    }

    /// The facts that count, sorted: see [Trimming].
    private KeyHistory trimmed(KeyRingLimits limits) {
        return Trimming.of(this, limits);
    }
}
