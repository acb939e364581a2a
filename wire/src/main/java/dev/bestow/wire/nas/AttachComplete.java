package dev.bestow.wire.nas;

/// ATTACH COMPLETE (TS 24.301 clause 8.2.2).
///
/// ```
/// octet 1   07
/// octet 2   43
///           ESM message container     LV-E  5-n
/// ```
///
/// @param esm an [ActivateDefaultEpsBearerContextAccept]
public record AttachComplete(EsmMessage esm) implements UplinkEmm {
    static final int TYPE = 0x43;

    void encode(NasWriter out) {
        out.emm(TYPE).lvE(NasCodec.encode(esm));
    }

    static AttachComplete decode(NasReader in) {
        EsmMessage esm = EsmCodec.container(in);
        in.optionalIes(OptionalElements.NONE);
        return new AttachComplete(esm);
    }
}
