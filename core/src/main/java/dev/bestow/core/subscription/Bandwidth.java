package dev.bestow.core.subscription;

/// An aggregate maximum bit rate (AMBR; TS 29.272 clause 7.3.41).
///
/// @param uplink bits per second, as [BitRate] has them
/// @param downlink bits per second, as `uplink`
public record Bandwidth(long uplink, long downlink) {
    /// 1 Gbit/s each way.
    public static final Bandwidth STANDARD = new Bandwidth(1_000_000_000, 1_000_000_000);

    public Bandwidth {
        BitRate.require("uplink", uplink);
        BitRate.require("downlink", downlink);
    }
}
