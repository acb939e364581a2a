package dev.bestow.wire.nas;

import dev.bestow.core.Eksi;

import org.jspecify.annotations.Nullable;

/// CONTROL PLANE SERVICE REQUEST: one uplink message that carries user data and names its key set
/// (TS 24.301 clause 8.2.33). Protected with security header type 5, which ciphers the content of the
/// container only.
///
/// ```
/// octet 1   07
/// octet 2   4D
/// octet 3   key set identifier 4 bits | active 1 bit | service type 3 bits (0 from the UE, 1 paged)
///           78 ESM message container  TLV-E 3-n    optional
/// ```
///
/// All other optional elements are skipped.
///
/// @param paged whether it answers paging
/// @param active whether a radio bearer shall be set up
/// @param esm an [EsmDataTransport], or null
public record ControlPlaneServiceRequest(
        Eksi eksi, boolean paged, boolean active, @Nullable EsmMessage esm) implements UplinkEmm {
    static final int TYPE = 0x4d;

    private static final int HEADER_OCTETS = 3;
    private static final int ESM_CONTAINER = 0x78;
    private static final int NAS_CONTAINER = 0x67;
    private static final int ACTIVE = 0x08;
    private static final int SERVICE_TYPE = 0x07;

    void encode(NasWriter out) {
        out.emm(TYPE).octet(eksi.value() << 4 | (active ? ACTIVE : 0) | (paged ? 1 : 0));
        if (esm != null) {
            out.octet(ESM_CONTAINER).lvE(NasCodec.encode(esm));
        }
    }

    /// What security header type 5 ciphers of the plain octets: the content of the ESM message
    /// container (TLV-E), or of the NAS message container (67, TLV) that other products send short
    /// messages in. It is the first optional element; empty if there is none.
    static NasReader container(byte[] plain) {
        NasReader in = new NasReader(plain, Math.min(HEADER_OCTETS, plain.length), plain.length);
        try {
            return switch (in.remaining() == 0 ? 0 : in.octet()) {
                case ESM_CONTAINER -> in.lvE(0, 0xffff);
                case NAS_CONTAINER -> in.lv(0, 0xff);
                default -> new NasReader(plain, 0, 0);
            };
        } catch (NasDecodeException cutOff) {
            return new NasReader(plain, 0, 0);
        }
    }

    static ControlPlaneServiceRequest decode(NasReader in) {
        int first = in.octet();
        Eksi eksi = KsiHalf.read(first >> 4);
        if (eksi == null) {
            throw in.bad(NasDecodeException.Kind.VALUE);
        }
        return new ControlPlaneServiceRequest(
                eksi,
                (first & SERVICE_TYPE) == 1,
                (first & ACTIVE) != 0,
                in.optionalIes(OptionalElements.CONTROL_PLANE_SERVICE_REQUEST)
                        .value(ESM_CONTAINER, EsmCodec::decode));
    }
}
