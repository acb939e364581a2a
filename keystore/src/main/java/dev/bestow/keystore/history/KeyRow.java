package dev.bestow.keystore.history;

import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.PushedKey;

import java.util.Comparator;
import java.util.List;

/// A [PushedKey] as it is stored, Ks wrapped.
public record KeyRow(
        Rand rand,
        KeyOrder order,
        Octets wrappedKs,
        String externalIdentifier,
        PlmnId visitedPlmn,
        String requestingHost,
        long expiresAtMs,
        long pushedAtMs,
        List<AsId> allowedAs,
        boolean confidentialityAllowed) {
    /// Newest first; no two rows of one subscriber compare equal, they differ in RAND.
    static final Comparator<KeyRow> NEWEST_FIRST =
            Comparator.comparing(KeyRow::order)
                    .thenComparing(row -> row.rand().octets().hex())
                    .reversed();

    /// By when they came to the key server, whoever numbered them.
    static final Comparator<KeyRow> PUSHED_LAST_FIRST =
            Comparator.comparingLong(KeyRow::pushedAtMs).reversed().thenComparing(NEWEST_FIRST);

    /// Among two pushes of one RAND: the order, then anything total, so that every arrival order of
    /// contradicting pushes ends in the same one.
    private static final Comparator<KeyRow> PREFERENCE =
            Comparator.comparing(KeyRow::order)
                    .thenComparingLong(KeyRow::expiresAtMs)
                    .thenComparing(KeyRow::requestingHost)
                    .thenComparing(row -> row.visitedPlmn().toString())
                    .thenComparing(KeyRow::externalIdentifier)
                    .thenComparing(row -> row.allowedAs().toString())
                    .thenComparing(KeyRow::confidentialityAllowed)
                    .thenComparing(row -> row.wrappedKs().hex());

    public KeyRow {
        allowedAs = List.copyOf(allowedAs);
    }

    static KeyRow of(PushedKey key, Octets wrappedKs) {
        return new KeyRow(
                key.rand(),
                key.order(),
                wrappedKs,
                key.externalIdentifier(),
                key.visitedPlmn(),
                key.requestingHost(),
                key.expiresAtMs(),
                key.pushedAtMs(),
                key.allowedAs(),
                key.confidentialityAllowed());
    }

    /// What the wrapped Ks of this row is bound to.
    static String identity(Imsi imsi, Rand rand) {
        return "Ks:" + imsi.digits() + ":" + rand;
    }

    /// Both pushes as one.
    KeyRow merge(KeyRow other) {
        KeyRow kept = PREFERENCE.compare(this, other) >= 0 ? this : other;
        long earliest = Math.min(pushedAtMs, other.pushedAtMs);
        return new KeyRow(
                kept.rand,
                kept.order,
                kept.wrappedKs,
                kept.externalIdentifier,
                kept.visitedPlmn,
                kept.requestingHost,
                kept.expiresAtMs,
                earliest,
                kept.allowedAs,
                kept.confidentialityAllowed);
    }
}
