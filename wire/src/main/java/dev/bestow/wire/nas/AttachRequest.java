package dev.bestow.wire.nas;

import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;

import org.jspecify.annotations.Nullable;

/// ATTACH REQUEST (TS 24.301 clause 8.2.4).
///
/// ```
/// octet 1   07
/// octet 2   41
/// octet 3   key set identifier 4 bits | EPS attach type 4 bits
///           EPS mobile identity       LV    5-12
///           UE network capability     LV    3-14
///           ESM message container     LV-E  5-n
///           50 additional GUTI        TLV   13     optional
///           31 MS network capability  TLV   3-10   optional
/// ```
///
/// All other optional elements are skipped.
///
/// @param eksi the key set the UE still has, or null for none
/// @param esm a [PdnConnectivityRequest], or an [EsmDummyMessage] for an attach without a PDN connection
/// @param additionalGuti the GUTI beside an IMSI or a GUTI mapped from another access, or null
/// @param gprs what the UE can do in GPRS, or null
public record AttachRequest(
        AttachType type,
        @Nullable Eksi eksi,
        EpsMobileIdentity identity,
        UeNetworkCapability capability,
        EsmMessage esm,
        @Nullable Guti additionalGuti,
        @Nullable MsNetworkCapability gprs)
        implements UplinkEmm {
    /// The message type octet.
    public static final int TYPE = 0x41;

    private static final int ADDITIONAL_GUTI = 0x50;
    private static final int MS_NETWORK_CAPABILITY = 0x31;

    /// Of a UE without GPRS.
    public AttachRequest(
            AttachType type,
            @Nullable Eksi eksi,
            EpsMobileIdentity identity,
            UeNetworkCapability capability,
            EsmMessage esm,
            @Nullable Guti additionalGuti) {
        this(type, eksi, identity, capability, esm, additionalGuti, null);
    }

    void encode(NasWriter out) {
        out.emm(TYPE).octet(KsiHalf.of(eksi) << 4 | type.code());
        IdentityIe.write(out, identity);
        out.lv(capability.octets()).lvE(NasCodec.encode(esm));
        if (additionalGuti != null) {
            out.octet(ADDITIONAL_GUTI);
            IdentityIe.write(out, additionalGuti);
        }
        if (gprs != null) {
            out.tlv(MS_NETWORK_CAPABILITY, gprs.octets());
        }
    }

    static AttachRequest decode(NasReader in) {
        int first = in.octet();
        EpsMobileIdentity identity = IdentityIe.readEps(in);
        UeNetworkCapability capability =
                new UeNetworkCapability(
                        in.lv(UeNetworkCapability.MIN_OCTETS, UeNetworkCapability.MAX_OCTETS)
                                .rest());
        EsmMessage esm = EsmCodec.containerOfAttach(in);
        OptionalIes ies = in.optionalIes(OptionalElements.ATTACH_REQUEST);
        return new AttachRequest(
                AttachType.of(first & 0x07),
                KsiHalf.read(first >> 4),
                identity,
                capability,
                esm,
                ies.value(ADDITIONAL_GUTI, IdentityIe::readGuti),
                ies.value(MS_NETWORK_CAPABILITY, MsNetworkCapability::read));
    }
}
