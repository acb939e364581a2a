package dev.bestow.core;

/// International Mobile Subscriber Identity, 6 to 15 decimal digits (TS 23.003 clause 2.2). Prints
/// its first five digits only: an IMSI in a log follows a person around.
public record Imsi(String digits) implements Comparable<Imsi> {
    public static final int MIN_DIGITS = 6;
    public static final int MAX_DIGITS = 15;

    public Imsi {
        if (digits.length() < MIN_DIGITS || digits.length() > MAX_DIGITS) {
            throw new InvalidValue("IMSI", "has " + digits.length() + " digits, needs 6 to 15");
        }
        for (int i = 0; i < digits.length(); i++) {
            if (digits.charAt(i) < '0' || digits.charAt(i) > '9') {
                throw new InvalidValue("IMSI", "holds something else than decimal digits");
            }
        }
    }

    public static Imsi parse(String digits) {
        return new Imsi(digits);
    }

    /// Whether that is its home network: its first digits are the network's MCC and MNC (TS 23.003 clause 2.2).
    public boolean isOf(PlmnId network) {
        return digits.startsWith(network.mcc() + network.mnc());
    }

    /// The digits as a number below 10^15. Two IMSIs of different length may share it; use it for
    /// spreading, never for identity.
    public long number() {
        return Long.parseLong(digits);
    }

    @Override
    public int compareTo(Imsi other) {
        return digits.compareTo(other.digits);
    }

    @Override
    public String toString() {
        return "Imsi(" + digits.substring(0, 5) + "…)";
    }
}
