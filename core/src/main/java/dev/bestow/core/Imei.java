package dev.bestow.core;

/// Which device it is (TS 23.003 clause 6.2): an IMEI of 14 digits or, with its check digit, 15, or an IMEISV of
/// 16. Prints the type allocation code only: the rest follows a person around.
public record Imei(String digits) {
    private static final int TYPE_ALLOCATION_DIGITS = 8;

    public Imei {
        if (!digits.matches("[0-9]{14,16}")) {
            throw new InvalidValue("IMEI", "needs 14 to 16 decimal digits");
        }
    }

    @Override
    public String toString() {
        return "Imei(" + digits.substring(0, TYPE_ALLOCATION_DIGITS) + "…)";
    }
}
