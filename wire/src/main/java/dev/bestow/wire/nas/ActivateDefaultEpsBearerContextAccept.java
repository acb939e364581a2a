package dev.bestow.wire.nas;

/// ACTIVATE DEFAULT EPS BEARER CONTEXT ACCEPT, 3 octets (TS 24.301 clause 8.3.4).
///
/// ```
/// octet 1   EPS bearer identity | 2
/// octet 2   00
/// octet 3   C2
/// ```
///
/// Optional elements are skipped.
public record ActivateDefaultEpsBearerContextAccept(int ebi) implements EsmMessage {
    static final int TYPE = 0xc2;

    public ActivateDefaultEpsBearerContextAccept {
        EsmCodec.requireIdentities(ebi, 0);
    }

    @Override
    public int pti() {
        return 0;
    }

    void encode(NasWriter out) {
        out.esm(ebi, 0, TYPE);
    }

    static ActivateDefaultEpsBearerContextAccept decode(int ebi, NasReader in) {
        in.optionalIes(OptionalElements.ACTIVATION_ANSWER);
        return new ActivateDefaultEpsBearerContextAccept(ebi);
    }
}
