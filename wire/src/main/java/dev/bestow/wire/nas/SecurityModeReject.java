package dev.bestow.wire.nas;

/// SECURITY MODE REJECT, 3 octets (TS 24.301 clause 8.2.22).
///
/// ```
/// octet 1   07
/// octet 2   5F
/// octet 3   EMM cause
/// ```
public record SecurityModeReject(EmmCause cause) implements UplinkEmm {
    static final int TYPE = 0x5f;

    void encode(NasWriter out) {
        out.emm(TYPE).octet(cause.value());
    }

    static SecurityModeReject decode(NasReader in) {
        EmmCause cause = new EmmCause(in.octet());
        in.optionalIes(OptionalElements.NONE);
        return new SecurityModeReject(cause);
    }
}
