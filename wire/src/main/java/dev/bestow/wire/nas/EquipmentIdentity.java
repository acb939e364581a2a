package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;

/// Who made the device and which one it is (TS 23.003 clause 6.2): an IMEI of 15 digits or an IMEISV
/// of 16. Prints the type allocation code only: the rest follows a person around.
public sealed interface EquipmentIdentity {
    /// All digits.
    String digits();

    /// 15 digits, the last one a check digit or 0.
    record Imei(String digits) implements EquipmentIdentity {
        public static final int DIGITS = 15;

        public Imei {
            requireDigits("IMEI", digits, DIGITS);
        }

        @Override
        public String toString() {
            return "Imei(" + digits.substring(0, 8) + "…)";
        }
    }

    /// 16 digits, the last two the software version.
    record Imeisv(String digits) implements EquipmentIdentity {
        public static final int DIGITS = 16;

        public Imeisv {
            requireDigits("IMEISV", digits, DIGITS);
        }

        @Override
        public String toString() {
            return "Imeisv(" + digits.substring(0, 8) + "…)";
        }
    }

    private static void requireDigits(String field, String digits, int count) {
        if (digits.length() != count || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new InvalidValue(field, "needs " + count + " decimal digits");
        }
    }
}
