package dev.bestow.keystore.history;

import dev.bestow.core.Rand;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What is known about which keys of one kind are proven, each source for itself.
///
/// @param confirmed by MMEs, newest first
/// @param locations by the HSS, newest first
/// @param handOuts which endpoints were handed what, those that reported a handshake first
/// @param ownRuns by the key server's own runs, latest first
public record Proofs(
        List<ConfirmedRow> confirmed,
        List<LocationRow> locations,
        List<HandOutRow> handOuts,
        List<OwnRunRow> ownRuns) {
    public static final Proofs NONE = new Proofs(List.of(), List.of(), List.of(), List.of());

    public Proofs {
        confirmed = List.copyOf(confirmed);
        locations = List.copyOf(locations);
        handOuts = List.copyOf(handOuts);
        ownRuns = List.copyOf(ownRuns);
    }

    /// Confirmations only.
    public static Proofs of(List<ConfirmedRow> confirmed) {
        return new Proofs(confirmed, List.of(), List.of(), List.of());
    }

    boolean isEmpty() {
        return confirmed.isEmpty()
                && locations.isEmpty()
                && handOuts.isEmpty()
                && ownRuns.isEmpty();
    }

    /// Each fact once.
    Proofs united() {
        return new Proofs(
                MergingRow.union(confirmed),
                MergingRow.union(locations),
                MergingRow.union(handOuts),
                MergingRow.union(ownRuns));
    }

    Proofs with(ConfirmedRow row) {
        return new Proofs(MergingRow.union(confirmed, row), locations, handOuts, ownRuns);
    }

    Proofs with(LocationRow row) {
        return new Proofs(confirmed, MergingRow.union(locations, row), handOuts, ownRuns);
    }

    Proofs with(HandOutRow row) {
        return new Proofs(confirmed, locations, MergingRow.union(handOuts, row), ownRuns);
    }

    Proofs with(OwnRunRow row) {
        return new Proofs(confirmed, locations, handOuts, MergingRow.union(ownRuns, row));
    }

    /// Whether any of them proves `key`.
    boolean prove(KeyRow key) {
        return confirmationOf(key) != null || proveUnconfirmed(key);
    }

    /// Whether any but a confirmation does.
    boolean proveUnconfirmed(KeyRow key) {
        return !key.awaitsConfirmation()
                && (ownRun(key.rand()) != null
                        || isReported(key.rand())
                        || LocationRow.setOf(key, locations) != null);
    }

    /// The confirmation by the MME that asked for the key's vector.
    @Nullable ConfirmedRow confirmationOf(KeyRow key) {
        for (ConfirmedRow row : confirmed) {
            if (row.proves(key)) {
                return row;
            }
        }
        return null;
    }

    @Nullable OwnRunRow ownRun(Rand rand) {
        for (OwnRunRow row : ownRuns) {
            if (row.rand().equals(rand)) {
                return row;
            }
        }
        return null;
    }

    boolean isReported(Rand rand) {
        return firstReportMs(rand) != HandOutRow.NEVER;
    }

    /// When an endpoint first reported a handshake under this run's key, [HandOutRow#NEVER] when none has.
    long firstReportMs(Rand rand) {
        long first = HandOutRow.NEVER;
        for (HandOutRow row : handOuts) {
            if (row.rand().equals(rand)) {
                first = Math.min(first, row.reportedAtMs());
            }
        }
        return first;
    }
}
