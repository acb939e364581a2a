package dev.bestow.keystore.history;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.KeyOwner;
import dev.bestow.keystore.PushedKey;

import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// A [PushedKey] as it is stored, the key wrapped. Its kind is that of the [KindHistory] it is in.
public record KeyRow(
        Rand rand,
        @Nullable RandId shortHash,
        KeyOrder order,
        Octets wrappedKey,
        String externalIdentifier,
        List<ApplicationIdentity> applicationIdentities,
        PlmnId visitedPlmn,
        String requestingHost,
        boolean awaitsConfirmation,
        long expiresAtMs,
        long pushedAtMs,
        List<AsId> allowedAs,
        boolean confidentialityAllowed)
        implements MergingRow<KeyRow> {
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
                    .thenComparing(row -> row.applicationIdentities().toString())
                    .thenComparing(row -> row.allowedAs().toString())
                    .thenComparing(KeyRow::confidentialityAllowed)
                    .thenComparing(KeyRow::awaitsConfirmation)
                    .thenComparing(row -> row.shortHash() == null ? "" : row.shortHash().toString())
                    .thenComparing(row -> row.wrappedKey().hex());

    public KeyRow {
        applicationIdentities = List.copyOf(applicationIdentities);
        allowedAs = List.copyOf(allowedAs);
    }

    static KeyRow of(PushedKey key, Octets wrappedKey) {
        return new KeyRow(
                key.rand(),
                key.shortHash(),
                key.order(),
                wrappedKey,
                key.externalIdentifier(),
                key.applicationIdentities(),
                key.visitedPlmn(),
                key.requestingHost(),
                key.awaitsConfirmation() && key.key().kind() == KeyKind.KS,
                key.expiry().toEpochMilli(),
                key.pushedAtMs(),
                key.allowedAs(),
                key.confidentialityAllowed());
    }

    KeyOwner owner(Imsi imsi) {
        return new KeyOwner(imsi, applicationIdentities, rand, allowedAs, pushedAtMs);
    }

    /// The names of four octets to which it answers.
    public Set<RandId> ids() {
        return shortHash == null || shortHash.equals(rand.id())
                ? Set.of(rand.id())
                : Set.of(rand.id(), shortHash);
    }

    /// What the wrapped key of such a row is bound to.
    static String identity(Imsi imsi, KeyKind kind, Rand rand) {
        String key =
                switch (kind) {
                    case KS -> "Ks:";
                    case E2M_INT_KEY -> "E2mIntKey:";
                    case E2M_KEY_SET -> "E2mKeySet:";
                };
        return key + imsi.digits() + ":" + rand;
    }

    @Override
    public boolean mergesWith(KeyRow other) {
        return rand.equals(other.rand);
    }

    @Override
    public KeyRow merge(KeyRow other) {
        KeyRow kept = PREFERENCE.compare(this, other) >= 0 ? this : other;
        long earliest = Math.min(pushedAtMs, other.pushedAtMs);
        return new KeyRow(
                kept.rand,
                kept.shortHash,
                kept.order,
                kept.wrappedKey,
                kept.externalIdentifier,
                kept.applicationIdentities,
                kept.visitedPlmn,
                kept.requestingHost,
                kept.awaitsConfirmation,
                kept.expiresAtMs,
                earliest,
                kept.allowedAs,
                kept.confidentialityAllowed);
    }
}
