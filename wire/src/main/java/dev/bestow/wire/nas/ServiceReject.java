package dev.bestow.wire.nas;

/// SERVICE REJECT (TS 24.301 clause 8.2.24): for example cause 9, and the UE attaches anew.
///
/// ```
/// octet 1   07
/// octet 2   4E
/// octet 3   EMM cause
/// ```
///
/// Optional elements are skipped.
public record ServiceReject(EmmCause cause) implements DownlinkEmm {
    static final int TYPE = 0x4e;

    void encode(NasWriter out) {
        out.emm(TYPE).octet(cause.value());
    }

    static ServiceReject decode(NasReader in) {
        EmmCause cause = new EmmCause(in.octet());
        in.optionalIes(OptionalElements.SERVICE_REJECT);
        return new ServiceReject(cause);
    }
}
