package dev.bestow.wire.nas;

/// IDENTITY REQUEST (TS 24.301 clause 8.2.18).
///
/// ```
/// octet 1   07
/// octet 2   55
/// octet 3   0000 | 0 | identity type 3 bits
/// ```
public record IdentityRequest(IdentityType type) implements DownlinkEmm {
    static final int TYPE = 0x55;

    void encode(NasWriter out) {
        out.emm(TYPE).octet(type.code());
    }

    static IdentityRequest decode(NasReader in) {
        IdentityType type = IdentityType.of(in.octet() & 0x07);
        in.optionalIes(OptionalElements.NONE);
        return new IdentityRequest(type);
    }
}
