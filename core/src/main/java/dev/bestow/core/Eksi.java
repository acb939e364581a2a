package dev.bestow.core;

/// Native E-UTRAN key set identifier, 0 to 6: names one K_ASME of a UE. 7 means "no key" on the
/// wire and is not a value of this type (TS 24.301 clause 9.9.3.21).
public record Eksi(int value) {
    /// "No key is available" in NAS; "named by RAND id" in a Ua header.
    public static final int NONE = 7;

    public Eksi {
        if (value < 0 || value >= NONE) {
            throw new InvalidValue("eKSI", "needs 0 to 6");
        }
    }

    /// The next one, skipping 7.
    public Eksi next() {
        return new Eksi((value + 1) % NONE);
    }
}
