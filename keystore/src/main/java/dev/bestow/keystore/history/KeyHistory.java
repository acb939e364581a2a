package dev.bestow.keystore.history;

import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
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
/// current    the proven key taken into use last, see Succession
/// previous   one of the proven keys before it, until graceMs after the next one was taken into use
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

    /// Whether there is room for one more push. When as many as may be pending for one MME are under way, none of
    /// them gives way: one is that of the device, and the others may be anybody's.
    public boolean hasRoomFor(KeyRow row, KeyRingLimits limits) {
        if (key(row.rand()).isPresent()
                || confirmed.stream().anyMatch(known -> known.proves(row))) {
            return true;
        }
        long underWay =
                keys.stream()
                        .filter(key ->
                                key.requestingHost().equals(row.requestingHost())
                                        && key.order().epoch() >= row.order().epoch()
                                        && confirmation(key.rand()).isEmpty()
                                        && limits.underWay(key.pushedAtMs(), row.pushedAtMs()))
                        .count();
        return underWay < limits.pendingPerMme();
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
        return first(keys, row -> row.rand().equals(rand));
    }

    /// The confirmation that proves this run's key, or waits for it.
    public Optional<ConfirmedRow> confirmation(Rand rand) {
        return first(confirmed, row -> row.rand().equals(rand));
    }

    private static <T> Optional<T> first(List<T> rows, Predicate<T> wanted) {
        for (T row : rows) {
            if (wanted.test(row)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /// The RAND ids of keys that are here, for the index.
    public Set<RandId> keyIds() {
        Set<RandId> ids = new HashSet<>();
        keys.forEach(row -> ids.add(row.rand().id()));
        return ids;
    }

    /// The RAND ids of confirmations whose key is not here, for the index.
    public Set<RandId> unmatchedIds() {
        Set<RandId> ids = new HashSet<>();
        confirmed.forEach(row -> ids.add(row.rand().id()));
        ids.removeAll(keyIds());
        return ids;
    }

    /// The proven keys that answer to their names at `nowMs`, newest first, at most
    /// [KeyRingLimits#MAX_GENERATIONS].
    public List<Proven> proven(long nowMs, KeyRingLimits limits) {
        List<Proven> serving = new ArrayList<>();
        Candidate.State state = Candidate.State.CURRENT;
        long supersededAtMs = Long.MAX_VALUE;
        for (Succession.Used used : newestGenerations()) {
            if (nowMs < used.key().expiresAtMs()
                    && (state == Candidate.State.CURRENT
                            || nowMs - supersededAtMs < limits.graceMs())) {
                serving.add(new Proven(used.key(), used.confirmation(), state));
            }
            state = Candidate.State.PREVIOUS;
            supersededAtMs = used.sinceMs();
        }
        return serving;
    }

    private List<Succession.Used> newestGenerations() {
        List<Succession.Used> succession = Succession.of(this);
        return succession.subList(0, Math.min(succession.size(), KeyRingLimits.MAX_GENERATIONS));
    }

    /// The keys that may still be confirmed at `nowMs`, newest first.
    public List<KeyRow> pending(long nowMs, KeyRingLimits limits) {
        List<KeyRow> waiting = new ArrayList<>();
        for (KeyRow key : keys) {
            if (confirmation(key.rand()).isEmpty()
                    && nowMs < key.expiresAtMs()
                    && nowMs - key.pushedAtMs() < limits.pendingMs()) {
                waiting.add(key);
            }
        }
        return waiting;
    }

    /// The confirmations whose key has not come yet at `nowMs`, newest first.
    public List<ConfirmedRow> unmatched(long nowMs, KeyRingLimits limits) {
        return confirmed.stream()
                .filter(row ->
                        key(row.rand()).isEmpty() && nowMs - row.firstAtMs() < limits.unmatchedMs())
                .toList();
    }

    /// Without what no answer can contain at `nowMs` or later. A dead key stays while a living one
    /// before it needs it, for otherwise the previous key would become current again.
    public KeyHistory swept(long nowMs, KeyRingLimits limits) {
        Set<Rand> needed = new HashSet<>();
        pending(nowMs, limits).forEach(key -> needed.add(key.rand()));
        List<Proven> living = proven(nowMs, limits);
        if (!living.isEmpty()) {
            Rand oldest = living.getLast().key().rand();
            for (Succession.Used used : newestGenerations()) {
                needed.add(used.key().rand());
                if (used.key().rand().equals(oldest)) {
                    break;
                }
            }
        }
        List<KeyRow> kept = keys.stream().filter(key -> needed.contains(key.rand())).toList();
        unmatched(nowMs, limits).forEach(row -> needed.add(row.rand()));
        List<ConfirmedRow> keptConfirmed =
                confirmed.stream().filter(row -> needed.contains(row.rand())).toList();
        boolean floorEnds = nowMs >= floorKeptUntilMs && kept.isEmpty();
        return new KeyHistory(
                floorEnds ? 0 : epochFloor, floorEnds ? 0 : floorKeptUntilMs, kept, keptConfirmed);
    }

    /// The facts that count, sorted: see [Trimming].
    private KeyHistory trimmed(KeyRingLimits limits) {
        return Trimming.of(this, limits);
    }
}
