package dev.bestow.wire.nas;

import dev.bestow.core.Guti;

import org.jspecify.annotations.Nullable;

/// ATTACH ACCEPT for EPS services (TS 24.301 clause 8.2.1).
///
/// ```
/// octet 1   07
/// octet 2   42
/// octet 3   0 | EPS attach result 3 bits (1 EPS only, 2 combined)
/// octet 4   T3412
///           TAI list                  LV    7-97
///           ESM message container     LV-E  5-n
///           50 GUTI                   TLV   13     optional
/// ```
///
/// All other optional elements are skipped.
///
/// @param combined whether the UE is registered for non-EPS services too
/// @param t3412 time between periodic updates
/// @param esm an [ActivateDefaultEpsBearerContextRequest]
/// @param guti the new temporary identity, or null if the UE keeps the one it has
public record AttachAccept(
        boolean combined, GprsTimer t3412, TaiList areas, EsmMessage esm, @Nullable Guti guti)
        implements DownlinkEmm {
    static final int TYPE = 0x42;
    static final int GUTI = 0x50;

    private static final int RESULT_EPS_ONLY = 1;
    private static final int RESULT_COMBINED = 2;

    void encode(NasWriter out) {
        out.emm(TYPE).octet(combined ? RESULT_COMBINED : RESULT_EPS_ONLY).octet(t3412.octet());
        out.lv(areas.encode()).lvE(NasCodec.encode(esm));
        if (guti != null) {
            out.octet(GUTI);
            IdentityIe.write(out, guti);
        }
    }

    static AttachAccept decode(NasReader in) {
        boolean combined = (in.octet() & 0x07) == RESULT_COMBINED;
        GprsTimer t3412 = new GprsTimer(in.octet());
        TaiList areas = TaiList.read(in.lv(TaiList.MIN_OCTETS, TaiList.MAX_OCTETS));
        EsmMessage esm = EsmCodec.container(in);
        OptionalIes ies = in.optionalIes(OptionalElements.ATTACH_ACCEPT);
        return new AttachAccept(combined, t3412, areas, esm, ies.value(GUTI, IdentityIe::readGuti));
    }
}
