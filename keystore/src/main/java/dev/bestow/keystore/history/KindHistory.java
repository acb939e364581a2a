package dev.bestow.keystore.history;

import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRingLimits;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One subscriber's keys of one kind, and what proves them. The state of a key is a function of these facts and of
/// the time asked about:
///
/// ```
/// pending    not proven, younger than pendingMs
/// current    of the keys a source proves the one taken into use last, see Succession
/// previous   one of those before it, until graceMs after the next one was taken into use
/// ```
///
/// A key that two sources prove is current when it is for one of them, and answers as long as it does for one.
///
/// @param kind which one
/// @param keys pushed keys, newest first
/// @param proofs which of them are proven
public record KindHistory(KeyKind kind, List<KeyRow> keys, Proofs proofs) {
    /// A proven key that answers to its names.
    ///
    /// @param confirmation gives the key its GUTIs; null when it answers without one
    public record Proven(KeyRow key, @Nullable ConfirmedRow confirmation, Candidate.State state) {
        /// The same key as two sources have it.
        Proven merge(Proven other) {
            return new Proven(
                    key,
                    confirmation == null ? other.confirmation : confirmation,
                    state.compareTo(other.state) <= 0 ? state : other.state);
        }
    }

    public KindHistory {
        keys = List.copyOf(keys);
    }

    static KindHistory empty(KeyKind kind) {
        return new KindHistory(kind, List.of(), Proofs.NONE);
    }

    boolean isEmpty() {
        return keys.isEmpty() && proofs.isEmpty();
    }

    /// Whether there is room for one more push. When as many as may be pending for one MME are under way, none of
    /// them gives way: one is that of the device, and the others may be anybody's.
    boolean hasRoomFor(KeyRow row, KeyRingLimits limits) {
        if (key(row.rand()).isPresent() || proofs.prove(row)) {
            return true;
        }
        long underWay =
                keys.stream()
                        .filter(key ->
                                key.requestingHost().equals(row.requestingHost())
                                        && key.order().epoch() >= row.order().epoch()
                                        && !isProven(key)
                                        && limits.underWay(key.pushedAtMs(), row.pushedAtMs()))
                        .count();
        return underWay < limits.pendingPerMme();
    }

    KindHistory with(KeyRow row) {
        return new KindHistory(kind, MergingRow.union(keys, row), proofs);
    }

    KindHistory with(Proofs next) {
        return new KindHistory(kind, keys, next);
    }

    /// The facts that count, sorted: see [Trimming].
    KindHistory trimmed(long epochFloor, KeyRingLimits limits) {
        return Trimming.of(this, epochFloor, limits);
    }

    /// The key made by this run, whatever its state.
    public Optional<KeyRow> key(Rand rand) {
        for (KeyRow row : keys) {
            if (row.rand().equals(rand)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /// The confirmation that proves this run's key, or waits for it.
    public Optional<ConfirmedRow> confirmation(Rand rand) {
        for (ConfirmedRow row : proofs.confirmed()) {
            if (row.rand().equals(rand)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    /// Whether any source proves `key`, one of [#keys].
    public boolean isProven(KeyRow key) {
        return confirmation(key.rand()).isPresent() || proofs.proveUnconfirmed(key);
    }

    /// The RAND ids and short hashes of keys that are here, for the index.
    public Set<RandId> keyIds() {
        Set<RandId> ids = new HashSet<>();
        keys.forEach(row -> ids.addAll(row.ids()));
        return ids;
    }

    /// The RAND ids of confirmations whose key is not here, for the index.
    public Set<RandId> unmatchedIds() {
        Set<RandId> ids = new HashSet<>();
        proofs.confirmed().forEach(row -> ids.add(row.rand().id()));
        ids.removeAll(keyIds());
        return ids;
    }

    /// The proven keys that answer to their names at `nowMs`, at most [KeyRingLimits#provenPerSource] of a source;
    /// those of one source newest first.
    public List<Proven> proven(long nowMs, KeyRingLimits limits) {
        List<Proven> serving = new ArrayList<>();
        for (List<Succession.Step> source : Succession.of(this, limits)) {
            boolean first = serving.isEmpty();
            for (Succession.Step step : source) {
                for (KeyRow key : step.keys()) {
                    if (step.answers(nowMs, limits) && nowMs < key.expiresAtMs()) {
                        Proven proven = new Proven(key, step.confirmation(), step.state());
                        if (first) {
                            serving.add(proven);
                        } else {
                            addMerged(serving, proven);
                        }
                    }
                }
            }
        }
        return serving;
    }

    private static void addMerged(List<Proven> serving, Proven more) {
        for (int i = 0; i < serving.size(); i++) {
            if (serving.get(i).key().mergesWith(more.key())) {
                serving.set(i, serving.get(i).merge(more));
                return;
            }
        }
        serving.add(more);
    }

    /// The keys that may still be proven at `nowMs`, newest first.
    public List<KeyRow> pending(long nowMs, KeyRingLimits limits) {
        List<KeyRow> waiting = new ArrayList<>();
        for (KeyRow key : keys) {
            if (!isProven(key)
                    && nowMs < key.expiresAtMs()
                    && nowMs - key.pushedAtMs() < limits.pendingMs()) {
                waiting.add(key);
            }
        }
        return waiting;
    }

    /// The confirmations whose key has not come yet at `nowMs`, newest first.
    public List<ConfirmedRow> unmatched(long nowMs, KeyRingLimits limits) {
        return proofs.confirmed().stream()
                .filter(row -> waits(row.rand(), row.firstAtMs(), nowMs, limits))
                .toList();
    }

    /// Whether a proof of this run may still meet its key.
    private boolean waits(Rand rand, long sinceMs, long nowMs, KeyRingLimits limits) {
        return key(rand).isEmpty() && nowMs - sinceMs < limits.unmatchedMs();
    }

    /// Without what no answer can contain at `nowMs` or later.
    KindHistory swept(long nowMs, KeyRingLimits limits) {
        Set<Rand> needed = needed(nowMs, limits);
        List<KeyRow> keptKeys = keys.stream().filter(key -> needed.contains(key.rand())).toList();
        Set<LocationRow> sets = new HashSet<>();
        for (KeyRow key : keptKeys) {
            LocationRow set = LocationRow.setOf(key, proofs.locations());
            if (set != null) {
                sets.add(set);
            }
        }
        Proofs keptProofs =
                new Proofs(
                        proofs.confirmed().stream()
                                .filter(row ->
                                        needed.contains(row.rand())
                                                || waits(
                                                        row.rand(), row.firstAtMs(), nowMs, limits))
                                .toList(),
                        proofs.locations().stream()
                                .filter(row ->
                                        sets.contains(row)
                                                || nowMs - row.firstAtMs() < limits.unmatchedMs())
                                .toList(),
                        proofs.handOuts().stream()
                                .filter(row ->
                                        needed.contains(row.rand())
                                                || waits(
                                                        row.rand(),
                                                        row.handedOutAtMs(),
                                                        nowMs,
                                                        limits))
                                .toList(),
                        proofs.ownRuns().stream()
                                .filter(row ->
                                        needed.contains(row.rand())
                                                || waits(
                                                        row.rand(), row.firstAtMs(), nowMs, limits))
                                .toList());
        return new KindHistory(kind, keptKeys, keptProofs);
    }

    /// The keys an answer needs. A dead key stays while a needed one before it in the same source needs it, for
    /// otherwise the previous key would become current again.
    private Set<Rand> needed(long nowMs, KeyRingLimits limits) {
        Set<Rand> needed = new HashSet<>();
        pending(nowMs, limits).forEach(key -> needed.add(key.rand()));
        proven(nowMs, limits).forEach(proven -> needed.add(proven.key().rand()));
        List<List<Succession.Step>> sources = Succession.of(this, limits);
        int known;
        do {
            known = needed.size();
            for (List<Succession.Step> source : sources) {
                boolean needsThoseAfter = false;
                for (Succession.Step step : source.reversed()) {
                    needsThoseAfter |=
                            step.keys().stream().anyMatch(key -> needed.contains(key.rand()));
                    if (needsThoseAfter) {
                        step.keys().forEach(key -> needed.add(key.rand()));
                    }
                }
            }
        } while (needed.size() > known);
        return needed;
    }
}
