package dev.bestow.wire.nas;

import org.jspecify.annotations.Nullable;

/// ATTACH REJECT (TS 24.301 clause 8.2.3).
///
/// ```
/// octet 1   07
/// octet 2   44
/// octet 3   EMM cause
///           78 ESM message container  TLV-E 6-n    optional, with cause 19
/// ```
///
/// All other optional elements are skipped.
///
/// @param esm a [PdnConnectivityReject], or null
public record AttachReject(EmmCause cause, @Nullable EsmMessage esm) implements DownlinkEmm {
    static final int TYPE = 0x44;

    private static final int ESM_CONTAINER = 0x78;

    /// Without a word about the PDN connection.
    public AttachReject(EmmCause cause) {
        this(cause, null);
    }

    void encode(NasWriter out) {
        out.emm(TYPE).octet(cause.value());
        if (esm != null) {
            out.octet(ESM_CONTAINER).lvE(NasCodec.encode(esm));
        }
    }

    static AttachReject decode(NasReader in) {
        EmmCause cause = new EmmCause(in.octet());
        return new AttachReject(
                cause,
                in.optionalIes(OptionalElements.ATTACH_REJECT)
                        .value(ESM_CONTAINER, EsmCodec::decode));
    }
}
