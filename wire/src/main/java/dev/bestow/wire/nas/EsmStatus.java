package dev.bestow.wire.nas;

/// ESM STATUS, 4 octets: a session management message could not be used (TS 24.301 clause 8.3.15).
///
/// ```
/// octet 1   EPS bearer identity | 2
/// octet 2   procedure transaction identity
/// octet 3   E8
/// octet 4   ESM cause
/// ```
public record EsmStatus(int ebi, int pti, EsmCause cause) implements EsmMessage {
    static final int TYPE = 0xe8;

    public EsmStatus {
        EsmCodec.requireIdentities(ebi, pti);
    }

    void encode(NasWriter out) {
        out.esm(ebi, pti, TYPE).octet(cause.value());
    }

    static EsmStatus decode(int ebi, int pti, NasReader in) {
        EsmCause cause = new EsmCause(in.octet());
        in.optionalIes(OptionalElements.NONE);
        return new EsmStatus(ebi, pti, cause);
    }
}
