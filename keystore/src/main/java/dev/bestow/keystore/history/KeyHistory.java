package dev.bestow.keystore.history;

import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Erasure;
import dev.bestow.keystore.KeyRingLimits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What is known about one subscriber's keys: a set of facts and nothing computed from the order of
/// their arrival. Immutable. Each `with…` is a union followed by the same trimming, so facts commute
/// and repeating one changes nothing. Kinds share the epoch floor and nothing else.
///
/// @param epochFloor rows of a lower epoch do not exist: the highest of all erasures and of all pushes,
///     for a push of a new epoch says that the HSS has withdrawn the ones below
/// @param floorKeptUntilMs until when the floor is remembered
/// @param kinds of which something is known, in their order
public record KeyHistory(long epochFloor, long floorKeptUntilMs, List<KindHistory> kinds) {
    public static final KeyHistory EMPTY = new KeyHistory(0, 0, List.of());

    public KeyHistory {
        kinds = List.copyOf(kinds);
    }

    /// What stored facts amount to, for an engine that keeps each as a row of its own: their union, trimmed
    /// once. They may be in any order, and there may be several that merge.
    public static KeyHistory ofFacts(
            long epochFloor, long floorKeptUntilMs, List<KindHistory> facts, KeyRingLimits limits) {
        List<KindHistory> united = new ArrayList<>();
        for (KindHistory kind : facts) {
            united.add(
                    new KindHistory(
                            kind.kind(), MergingRow.union(kind.keys()), kind.proofs().united()));
        }
        return trimmed(epochFloor, floorKeptUntilMs, united, limits);
    }

    private static KeyHistory trimmed(
            long floor, long floorKeptUntilMs, List<KindHistory> kinds, KeyRingLimits limits) {
        return sorted(
                floor,
                floorKeptUntilMs,
                kinds.stream().map(kind -> kind.trimmed(floor, limits)).toList());
    }

    private static KeyHistory sorted(
            long epochFloor, long floorKeptUntilMs, List<KindHistory> kinds) {
        return new KeyHistory(
                epochFloor,
                floorKeptUntilMs,
                kinds.stream()
                        .filter(kind -> !kind.isEmpty())
                        .sorted(Comparator.comparing(KindHistory::kind))
                        .toList());
    }

    /// Whether there is nothing left to store.
    public boolean isEmpty() {
        return equals(EMPTY);
    }

    /// The keys of one kind.
    public KindHistory of(KeyKind kind) {
        for (KindHistory known : kinds) {
            if (known.kind() == kind) {
                return known;
            }
        }
        return KindHistory.empty(kind);
    }

    /// With one more push.
    KeyHistory withKey(KeyKind kind, KeyRow row, KeyRingLimits limits) {
        long floor = Math.max(epochFloor, row.order().epoch());
        long until = Math.max(floorKeptUntilMs, row.expiresAtMs());
        KindHistory changed = of(kind).with(row);
        if (floor == epochFloor) {
            return new KeyHistory(floor, until, kinds).with(changed, limits);
        }
        List<KindHistory> all = new ArrayList<>(others(kind));
        all.add(changed);
        return trimmed(floor, until, all, limits);
    }

    /// With other proofs of one kind.
    KeyHistory withProofs(KeyKind kind, Proofs proofs, KeyRingLimits limits) {
        return with(of(kind).with(proofs), limits);
    }

    private KeyHistory with(KindHistory changed, KeyRingLimits limits) {
        List<KindHistory> all = new ArrayList<>(others(changed.kind()));
        all.add(changed.trimmed(epochFloor, limits));
        return sorted(epochFloor, floorKeptUntilMs, all);
    }

    private List<KindHistory> others(KeyKind kind) {
        return kinds.stream().filter(known -> known.kind() != kind).toList();
    }

    /// With one more erasure.
    KeyHistory withErasure(Erasure fact, KeyRingLimits limits) {
        long floor = Math.max(epochFloor, fact.epochFloor());
        long until = Math.max(floorKeptUntilMs, fact.keptUntilMs());
        return trimmed(floor, until, kinds, limits);
    }

    /// Without what no answer can contain at `nowMs` or later.
    KeyHistory swept(long nowMs, KeyRingLimits limits) {
        List<KindHistory> swept = kinds.stream().map(kind -> kind.swept(nowMs, limits)).toList();
        boolean floorEnds =
                nowMs >= floorKeptUntilMs && swept.stream().allMatch(k -> k.keys().isEmpty());
        return sorted(floorEnds ? 0 : epochFloor, floorEnds ? 0 : floorKeptUntilMs, swept);
    }
}
