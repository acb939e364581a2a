package dev.bestow.keystore.history;

import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRingLimits;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// In which order the keys that one source proves were in use. Issue numbers alone do not tell, since those of two
/// HSS instances are not comparable:
///
/// ```
/// confirmed by one MME             its restart count and serial
/// otherwise, of one HSS instance   epoch and issue number
/// between two of them              the time at the key server of their first proof
/// ```
///
/// A proof that was under way for long must not make its key newer than the ones that were taken into use
/// afterwards. So a key counts as in use no later than any key that the same MME confirmed, or the same HSS instance
/// numbered, after it; with that, the rules never contradict each other.
final class Succession {
    /// What was taken into use at one moment: a key, or the set that a location proves.
    ///
    /// @param keys one, or the keys of a set, newest first
    /// @param confirmation what proves the key, of a confirmed one
    /// @param supersededAtMs when the next one was taken into use, [#NEVER] when none was
    record Step(List<KeyRow> keys, @Nullable ConfirmedRow confirmation, long supersededAtMs) {
        Candidate.State state() {
            return supersededAtMs == NEVER ? Candidate.State.CURRENT : Candidate.State.PREVIOUS;
        }

        /// Whether it is current or in its grace time. Whether a key of it has expired is another question.
        boolean answers(long nowMs, KeyRingLimits limits) {
            return supersededAtMs == NEVER || nowMs - supersededAtMs < limits.graceMs();
        }
    }

    private static final long NEVER = Long.MAX_VALUE;

    /// @param authority who says what came after what
    /// @param sinceMs since when the keys are taken to have been in use
    private record Use(
            String authority,
            List<KeyRow> keys,
            @Nullable ConfirmedRow confirmation,
            long sinceMs) {
        static final Comparator<Use> NEWEST_FIRST =
                Comparator.comparingLong((Use use) -> -use.sinceMs).thenComparing(Use::authority);

        static Use of(KeyRow key, long sinceMs) {
            return new Use(String.valueOf(key.order().ind()), List.of(key), null, sinceMs);
        }

        Use since(long ms) {
            return ms == sinceMs ? this : new Use(authority, keys, confirmation, ms);
        }
    }

    private final KindHistory history;
    private final KeyRingLimits limits;

    private Succession(KindHistory history, KeyRingLimits limits) {
        this.history = history;
        this.limits = limits;
    }

    /// For each source that proves anything, its last ones, newest first.
    static List<List<Step>> of(KindHistory history, KeyRingLimits limits) {
        Succession succession = new Succession(history, limits);
        List<List<Step>> sources = new ArrayList<>(1);
        Proofs proofs = history.proofs();
        if (!proofs.confirmed().isEmpty()) {
            sources.add(succession.confirmed());
        }
        if (!proofs.locations().isEmpty()) {
            sources.add(succession.located());
        }
        if (!proofs.handOuts().isEmpty()) {
            sources.add(succession.reported());
        }
        if (!proofs.ownRuns().isEmpty()) {
            sources.add(succession.ownRuns());
        }
        return sources;
    }

    private List<Step> confirmed() {
        List<Use> uses = new ArrayList<>();
        for (ConfirmedRow row : history.proofs().confirmed()) {
            Optional<KeyRow> key = history.key(row.rand());
            if (key.isPresent()) {
                String mme = key.get().requestingHost();
                uses.add(new Use(mme, List.of(key.get()), row, row.firstAtMs()));
            }
        }
        return inOrder(uses);
    }

    private List<Step> located() {
        List<LocationRow> rows = history.proofs().locations();
        Map<LocationRow, List<KeyRow>> sets = new HashMap<>();
        for (KeyRow key : history.keys()) {
            LocationRow row = LocationRow.setOf(key, rows);
            if (row != null) {
                sets.computeIfAbsent(row, _ -> new ArrayList<>()).add(key);
            }
        }
        List<Use> uses = new ArrayList<>();
        for (LocationRow row : rows) {
            List<KeyRow> keys = sets.get(row);
            if (keys != null) {
                uses.add(new Use(String.valueOf(row.bound().ind()), keys, null, row.firstAtMs()));
            }
        }
        return inOrder(uses);
    }

    private List<Step> reported() {
        List<Use> uses = new ArrayList<>();
        for (KeyRow key : history.keys()) {
            long firstMs = history.proofs().firstReportMs(key.rand());
            if (firstMs != HandOutRow.NEVER) {
                uses.add(Use.of(key, firstMs));
            }
        }
        return inOrder(uses);
    }

    private List<Step> ownRuns() {
        List<Use> uses = new ArrayList<>();
        for (KeyRow key : history.keys()) {
            OwnRunRow run = history.proofs().ownRun(key.rand());
            if (run != null) {
                uses.add(Use.of(key, run.firstAtMs()));
            }
        }
        return inOrder(uses);
    }

    /// @param uses those of one authority newest first
    private List<Step> inOrder(List<Use> uses) {
        Map<String, Long> earliest = new HashMap<>();
        uses.replaceAll(use -> use.since(earliest.merge(use.authority, use.sinceMs, Math::min)));
        // Stable: those of one authority and moment stay as they are.
        uses.sort(Use.NEWEST_FIRST);
        List<Step> steps = new ArrayList<>(limits.provenPerSource());
        long supersededAtMs = NEVER;
        for (Use use : uses.subList(0, Math.min(uses.size(), limits.provenPerSource()))) {
            steps.add(new Step(use.keys, use.confirmation, supersededAtMs));
            supersededAtMs = use.sinceMs;
        }
        return steps;
    }
}
