package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;

import java.util.OptionalInt;

/// GPRS timer, 1 octet: `unit 3 bits | value 5 bits` (TS 24.008 clause 10.5.7.3). Unit 0 counts 2
/// seconds, 2 counts 6 minutes, 7 is "deactivated", all others count minutes.
public record GprsTimer(int octet) {
    public static final GprsTimer DEACTIVATED = new GprsTimer(0xe0);

    private static final int MAX_VALUE = 31;
    private static final int[] UNIT_SECONDS = {2, 60, 360};

    public GprsTimer {
        if (octet < 0 || octet > 0xff) {
            throw new InvalidValue("GPRS timer", "needs 8 bits");
        }
    }

    /// The finest octet that means exactly `seconds`.
    public static GprsTimer ofSeconds(int seconds) {
        for (int unit = 0; unit < UNIT_SECONDS.length; unit++) {
            int value = seconds / UNIT_SECONDS[unit];
            if (seconds >= 0 && seconds % UNIT_SECONDS[unit] == 0 && value <= MAX_VALUE) {
                return new GprsTimer(unit << 5 | value);
            }
        }
        throw new InvalidValue(
                "GPRS timer", "counts up to 31 times 2 s, 60 s or 360 s, and no " + seconds + " s");
    }

    /// Its length, or empty when the timer is not to run.
    public OptionalInt seconds() {
        int unit = octet >> 5;
        if (unit == 7) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                (octet & MAX_VALUE) * UNIT_SECONDS[unit < UNIT_SECONDS.length ? unit : 1]);
    }
}
