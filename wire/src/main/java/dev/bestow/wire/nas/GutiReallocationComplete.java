package dev.bestow.wire.nas;

/// GUTI REALLOCATION COMPLETE, 2 octets (TS 24.301 clause 8.2.17).
///
/// ```
/// octet 1   07
/// octet 2   51
/// ```
public record GutiReallocationComplete() implements UplinkEmm {
    static final int TYPE = 0x51;

    void encode(NasWriter out) {
        out.emm(TYPE);
    }

    static GutiReallocationComplete decode(NasReader in) {
        in.optionalIes(OptionalElements.NONE);
        return new GutiReallocationComplete();
    }
}
