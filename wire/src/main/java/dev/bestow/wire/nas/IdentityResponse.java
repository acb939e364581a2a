package dev.bestow.wire.nas;

/// IDENTITY RESPONSE (TS 24.301 clause 8.2.19).
///
/// ```
/// octet 1   07
/// octet 2   56
///           mobile identity           LV    4-10
/// ```
public record IdentityResponse(MobileIdentity identity) implements UplinkEmm {
    static final int TYPE = 0x56;

    void encode(NasWriter out) {
        out.emm(TYPE);
        IdentityIe.write(out, identity);
    }

    static IdentityResponse decode(NasReader in) {
        MobileIdentity identity = IdentityIe.readMobile(in);
        in.optionalIes(OptionalElements.NONE);
        return new IdentityResponse(identity);
    }
}
