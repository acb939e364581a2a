package dev.bestow.wire.nas;

/// DETACH ACCEPT, 2 octets, the same both ways (TS 24.301 clause 8.2.10).
///
/// ```
/// octet 1   07
/// octet 2   46
/// ```
public record DetachAccept() implements UplinkEmm, DownlinkEmm {
    static final int TYPE = 0x46;

    void encode(NasWriter out) {
        out.emm(TYPE);
    }

    static DetachAccept decode(NasReader in) {
        in.optionalIes(OptionalElements.NONE);
        return new DetachAccept();
    }
}
