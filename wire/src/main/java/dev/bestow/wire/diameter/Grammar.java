package dev.bestow.wire.diameter;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// What a command or a group must hold, and what it may hold once. A codec ticks off each AVP as its
/// cursor passes and asks at the end whether anything is missing; the ticks are the bits of one `int`,
/// so a message costs no object. AVPs that are not listed may come any number of times: they are read
/// over unless they are unknown and say that they must not be (RFC 6733 clause 4.1).
public final class Grammar {
    private final AvpDefinition[] rows;
    private final int required;
    private final AvpDictionary known;

    private Grammar(AvpDefinition[] rows, int required, AvpDictionary known) {
        this.rows = rows;
        this.required = required;
        this.known = known;
    }

    /// A grammar that starts with nothing seen: begin with 0.
    ///
    /// @param known every AVP the receiver understands, listed here or not
    /// @param required exactly once
    /// @param optional at most once
    public static Grammar of(
            AvpDictionary known, List<AvpDefinition> required, List<AvpDefinition> optional) {
        int count = required.size() + optional.size();
        if (count > Integer.SIZE) {
            throw new IllegalArgumentException("one bit per row, and an int has 32");
        }
        AvpDefinition[] rows = new AvpDefinition[count];
        for (int i = 0; i < count; i++) {
            rows[i] = i < required.size() ? required.get(i) : optional.get(i - required.size());
        }
        return new Grammar(rows, (int) ((1L << required.size()) - 1), known);
    }

    /// `seen` and the AVP the cursor stands on. The second of a listed one is `AVP_TOO_MANY`, an unknown
    /// one with the M flag `AVP_UNSUPPORTED`.
    public int tick(int seen, AvpCursor avp) {
        for (int i = 0; i < rows.length; i++) {
            if (avp.is(rows[i])) {
                if ((seen >>> i & 1) != 0) {
                    throw avp.refuse(DecodeException.Kind.AVP_TOO_MANY);
                }
                return seen | 1 << i;
            }
        }
        known.requireKnown(avp);
        return seen;
    }

    /// The first required AVP that was not ticked is `AVP_MISSING`.
    public void complete(int seen) {
        int missing = required & ~seen;
        if (missing != 0) {
            throw DecodeException.missing(rows[Integer.numberOfTrailingZeros(missing)]);
        }
    }

    /// For what is required by another AVP's value: null is `AVP_MISSING`.
    public static <T> T present(@Nullable T value, AvpDefinition required) {
        if (value == null) {
            throw DecodeException.missing(required);
        }
        return value;
    }
}
