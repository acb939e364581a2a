package dev.bestow.core.subscription;

import dev.bestow.core.InvalidValue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A rate as operators write it: `512k`, `50M`, `1G`, each step 1,000.
///
/// @param bitsPerSecond 1 to 4294967295: the AVPs of TS 29.272 have 32 bits
public record BitRate(long bitsPerSecond) {
    static final long MOST = 0xffff_ffffL;

    private static final String SUFFIXES = "kMG";
    private static final int STEP = 1_000;
    private static final Pattern FORM = Pattern.compile("([0-9]{1,10})([kMG]?)");

    public BitRate {
        require("bit rate", bitsPerSecond);
    }

    static void require(String field, long bitsPerSecond) {
        if (bitsPerSecond < 1 || bitsPerSecond > MOST) {
            throw new InvalidValue(field, "needs 1 to 4294967295 bits per second");
        }
    }

    public static BitRate parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new InvalidValue(
                    "bit rate", "is bits per second, for example 64000, 512k, 50M or 1G");
        }
        long rate = Long.parseLong(matcher.group(1));
        int steps = matcher.group(2).isEmpty() ? 0 : SUFFIXES.indexOf(matcher.group(2)) + 1;
        for (int step = 0; step < steps && rate <= MOST; step++) {
            rate *= STEP;
        }
        return new BitRate(rate);
    }

    /// The shortest that [#parse] reads.
    @Override
    public String toString() {
        long rate = bitsPerSecond;
        int steps = 0;
        while (steps < SUFFIXES.length() && rate % STEP == 0) {
            rate /= STEP;
            steps++;
        }
        return rate + SUFFIXES.substring(Math.max(0, steps - 1), steps);
    }
}
