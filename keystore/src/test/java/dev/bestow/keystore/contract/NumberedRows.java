package dev.bestow.keystore.contract;

import static dev.bestow.keys.KeyKind.KS;

import dev.bestow.core.KeyName;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.ClaimOutcome;
import dev.bestow.keystore.KeyRing;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.KeyWrap;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.Selection;

import java.util.Optional;

/// Rows of each kind that say by their number whether they are there: for tests that kill their store in the
/// middle of writing.
public final class NumberedRows {
    /// How many kinds there are, from 0: subscribers, confirmed keys, claims.
    public static final int KINDS = 3;

    private NumberedRows() {}

    /// Durable when this returns.
    public static void write(NodeStore store, KeyWrap wrap, int kind, int number) {
        switch (kind) {
            case 0 -> store.subscribers().put(Facts.subscriber(number, 1));
            case 1 -> pushAndConfirm(store, wrap, number);
            default -> claim(store, number);
        }
    }

    private static void pushAndConfirm(NodeStore store, KeyWrap wrap, int number) {
        KeyRing ring = store.keyRing(KeyRingLimits.STANDARD, wrap);
        ring.push(Facts.push(Facts.imsi(number), Facts.rand(number, 1), 1, 1));
        ring.prove(
                Facts.confirm(
                        Facts.imsi(number), Facts.rand(number, 1), Facts.guti(1, number), 0, 1));
    }

    private static void claim(NodeStore store, int number) {
        ClaimOutcome outcome =
                store.claims(ClaimLimits.STANDARD).claim(Facts.claim(number, 1, 1), Facts.T0);
        if (!(outcome instanceof ClaimOutcome.Admitted)) {
            throw new IllegalStateException(outcome + " for a first claim");
        }
    }

    /// Whether `store` has it; of a claim that it did not have it has one afterwards.
    public static boolean isThere(NodeStore store, KeyWrap wrap, int kind, int number) {
        return switch (kind) {
            case 0 ->
                    store.subscribers()
                            .find(Facts.imsi(number))
                            .equals(Optional.of(Facts.subscriber(number, 1)));
            case 1 -> hasKey(store.keyRing(KeyRingLimits.STANDARD, wrap), number);
            default ->
                    store.claims(ClaimLimits.STANDARD).claim(Facts.claim(number, 1, 1), Facts.T0)
                            instanceof ClaimOutcome.Repeat;
        };
    }

    private static boolean hasKey(KeyRing ring, int number) {
        KeyName name = new KeyName.ByRand(Facts.rand(number, 1).id());
        return ring.select(KS, name, Facts.T0) instanceof Selection.Found;
    }
}
