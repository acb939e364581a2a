package dev.bestow.core.subscription;

import dev.bestow.core.InvalidValue;

/// An aggregate maximum bit rate (AMBR; TS 29.272 clause 7.3.41).
///
/// @param uplink bits per second, 1 to 4294967295: the AVPs have 32 bits
/// @param downlink bits per second, as `uplink`
public record Bandwidth(long uplink, long downlink) {
    /// 1 Gbit/s each way.
    public static final Bandwidth STANDARD = new Bandwidth(1_000_000_000, 1_000_000_000);

    private static final long MOST = 0xffff_ffffL;

    public Bandwidth {
        require("uplink", uplink);
        require("downlink", downlink);
    }

    private static void require(String field, long bitsPerSecond) {
        if (bitsPerSecond < 1 || bitsPerSecond > MOST) {
            throw new InvalidValue(field, "needs 1 to 4294967295 bits per second");
        }
    }
}
