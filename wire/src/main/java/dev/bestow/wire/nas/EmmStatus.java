package dev.bestow.wire.nas;

/// EMM STATUS, 3 octets: a message could not be used (TS 24.301 clause 8.2.14). Never answered.
///
/// ```
/// octet 1   07
/// octet 2   60
/// octet 3   EMM cause
/// ```
public record EmmStatus(EmmCause cause) implements UplinkEmm, DownlinkEmm {
    static final int TYPE = 0x60;

    void encode(NasWriter out) {
        out.emm(TYPE).octet(cause.value());
    }

    static EmmStatus decode(NasReader in) {
        EmmCause cause = new EmmCause(in.octet());
        in.optionalIes(OptionalElements.NONE);
        return new EmmStatus(cause);
    }
}
