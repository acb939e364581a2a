package dev.bestow.keys;

/// Which way a protected message travels: the DIRECTION bit of the EPS algorithms (TS 33.401 clause
/// B.1).
public enum Direction {
    /// From the UE, bit 0.
    UPLINK(0),
    /// To the UE, bit 1.
    DOWNLINK(1);

    private final int bit;

    Direction(int bit) {
        this.bit = bit;
    }

    /// 0 or 1.
    public int bit() {
        return bit;
    }

    /// The way the answers travel.
    public Direction opposite() {
        return this == UPLINK ? DOWNLINK : UPLINK;
    }
}
