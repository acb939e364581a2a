package dev.bestow.wire.nas;

/// AUTHENTICATION REJECT, 2 octets (TS 24.301 clause 8.2.6).
///
/// ```
/// octet 1   07
/// octet 2   54
/// ```
public record AuthenticationReject() implements DownlinkEmm {
    static final int TYPE = 0x54;

    void encode(NasWriter out) {
        out.emm(TYPE);
    }

    static AuthenticationReject decode(NasReader in) {
        in.optionalIes(OptionalElements.NONE);
        return new AuthenticationReject();
    }
}
