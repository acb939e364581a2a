package dev.bestow.wire.nas;

/// ACTIVATE DEFAULT EPS BEARER CONTEXT REJECT, 4 octets (TS 24.301 clause 8.3.5).
///
/// ```
/// octet 1   EPS bearer identity | 2
/// octet 2   00
/// octet 3   C3
/// octet 4   ESM cause
/// ```
///
/// Optional elements are skipped.
public record ActivateDefaultEpsBearerContextReject(int ebi, EsmCause cause) implements EsmMessage {
    static final int TYPE = 0xc3;

    public ActivateDefaultEpsBearerContextReject {
        EsmCodec.requireIdentities(ebi, 0);
    }

    @Override
    public int pti() {
        return 0;
    }

    void encode(NasWriter out) {
        out.esm(ebi, 0, TYPE).octet(cause.value());
    }

    static ActivateDefaultEpsBearerContextReject decode(int ebi, NasReader in) {
        EsmCause cause = new EsmCause(in.octet());
        in.optionalIes(OptionalElements.ACTIVATION_ANSWER);
        return new ActivateDefaultEpsBearerContextReject(ebi, cause);
    }
}
