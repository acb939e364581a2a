package dev.bestow.wire.nas;

import org.jspecify.annotations.Nullable;

/// PDN CONNECTIVITY REQUEST (TS 24.301 clause 8.3.20).
///
/// ```
/// octet 1   0 | 2
/// octet 2   procedure transaction identity
/// octet 3   D0
/// octet 4   PDN type 4 bits | request type 4 bits (1 initial, 2 handover, 4 emergency)
///           28 access point name      TLV   3-102  optional
/// ```
///
/// All other optional elements are skipped.
///
/// @param handover whether the connection exists already, over another access
/// @param apn or null for the subscriber's default
public record PdnConnectivityRequest(
        int pti, PdnType pdnType, boolean handover, @Nullable AccessPointName apn)
        implements EsmMessage {
    static final int TYPE = 0xd0;

    private static final int INITIAL = 1;
    private static final int HANDOVER = 2;
    private static final int APN = 0x28;

    public PdnConnectivityRequest {
        EsmCodec.requireIdentities(0, pti);
    }

    /// Bestow's UE: data without IP, over the default access point.
    public static PdnConnectivityRequest nonIp(int pti) {
        return new PdnConnectivityRequest(pti, PdnType.NON_IP, false, null);
    }

    @Override
    public int ebi() {
        return 0;
    }

    void encode(NasWriter out) {
        out.esm(0, pti, TYPE).octet(pdnType.code() << 4 | (handover ? HANDOVER : INITIAL));
        if (apn != null) {
            out.tlv(APN, apn.encode());
        }
    }

    static PdnConnectivityRequest decode(int pti, NasReader in) {
        int first = in.octet();
        PdnType type = PdnType.of(first >> 4 & 0x07);
        AccessPointName apn =
                in.optionalIes(OptionalElements.PDN_CONNECTIVITY_REQUEST)
                        .value(APN, AccessPointName::read);
        return new PdnConnectivityRequest(pti, type, (first & 0x07) == HANDOVER, apn);
    }
}
