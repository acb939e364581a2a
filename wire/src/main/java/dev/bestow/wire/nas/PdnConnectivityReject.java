package dev.bestow.wire.nas;

/// PDN CONNECTIVITY REJECT (TS 24.301 clause 8.3.19).
///
/// ```
/// octet 1   0 | 2
/// octet 2   procedure transaction identity
/// octet 3   D1
/// octet 4   ESM cause
/// ```
///
/// Optional elements are skipped.
public record PdnConnectivityReject(int pti, EsmCause cause) implements EsmMessage {
    static final int TYPE = 0xd1;

    public PdnConnectivityReject {
        EsmCodec.requireIdentities(0, pti);
    }

    @Override
    public int ebi() {
        return 0;
    }

    void encode(NasWriter out) {
        out.esm(0, pti, TYPE).octet(cause.value());
    }

    static PdnConnectivityReject decode(int pti, NasReader in) {
        EsmCause cause = new EsmCause(in.octet());
        in.optionalIes(OptionalElements.PDN_CONNECTIVITY_REJECT);
        return new PdnConnectivityReject(pti, cause);
    }
}
