package dev.bestow.keystore.history;

import dev.bestow.core.Imsi;
import dev.bestow.keystore.Confirmation;
import dev.bestow.keystore.KeyRingLimits;

import java.util.Comparator;

/// Who last got a GUTI, in the numbering of the MME that allocates it. That MME is the only authority
/// over its GUTIs, so this holds whether or not the key beside it is known.
///
/// @param imsi the subscriber
/// @param mmeRestartCount grows with every start of the MME
/// @param serial grows with every GUTI between two starts
/// @param keptUntilMs when it may be forgotten
public record GutiOwner(Imsi imsi, long mmeRestartCount, long serial, long keptUntilMs) {
    private static final Comparator<GutiOwner> LATEST =
            Comparator.comparingLong(GutiOwner::mmeRestartCount)
                    .thenComparingLong(GutiOwner::serial)
                    .thenComparing(GutiOwner::imsi)
                    .thenComparingLong(GutiOwner::keptUntilMs);

    static GutiOwner of(Confirmation fact, KeyRingLimits limits) {
        return new GutiOwner(
                fact.imsi(),
                fact.mmeRestartCount(),
                fact.serial(),
                fact.confirmedAtMs() + limits.gutiKeptMs());
    }

    /// The later of two claims: a late confirmation steals nothing.
    public GutiOwner merge(GutiOwner other) {
        return LATEST.compare(this, other) >= 0 ? this : other;
    }
}
