package dev.bestow.keystore;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.util.function.Supplier;

/// Tells whether a key is the one that wraps the rows of a store, before a row is needed: by a value that is kept
/// beside them, 16 octets of zeros wrapped under the key.
public final class KeyCheck {
    /// What the rows say about a key.
    public enum Rows {
        /// There are none.
        NONE,
        /// It opens them.
        OPEN,
        /// It does not.
        CLOSED
    }

    private static final int OCTETS = 16;

    private final KeyChecks kept;
    private final String purpose;

    /// @param purpose what the key wraps
    public KeyCheck(KeyChecks kept, String purpose) {
        this.kept = kept;
        this.purpose = purpose;
    }

    /// Whether `wrap` is the key of the store. The first one of an empty store is. In a store without a value, or with
    /// one that a version without it has rotated past, the rows decide.
    public boolean passes(KeyWrap wrap, Supplier<Rows> rows) {
        while (true) {
            Octets known = kept.find(purpose);
            if (known.length() > 0 && opens(wrap, known)) {
                return true;
            }
            Rows said = rows.get();
            if (said == Rows.CLOSED || (said == Rows.NONE && known.length() > 0)) {
                return false;
            }
            if (kept.replace(purpose, known, value(wrap))) {
                return true;
            }
        }
    }

    /// Keeps the value of the key that wraps the rows from now on.
    public void renew(KeyWrap wrap) {
        Octets known;
        do {
            known = kept.find(purpose);
        } while (!kept.replace(purpose, known, value(wrap)));
    }

    private Octets value(KeyWrap wrap) {
        try (Secret zeros = Secret.taking(new byte[OCTETS])) {
            return wrap.wrap(identity(), zeros);
        }
    }

    private boolean opens(KeyWrap wrap, Octets value) {
        try (Secret zeros = wrap.unwrap(identity(), value)) {
            return zeros.length() == OCTETS;
        } catch (UnwrapFailed e) {
            return false;
        }
    }

    private String identity() {
        return "check value of " + purpose;
    }
}
