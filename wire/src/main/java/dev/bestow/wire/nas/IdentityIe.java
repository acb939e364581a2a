package dev.bestow.wire.nas;

import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.wire.nas.NasDecodeException.Kind;

/// The identity elements in format LV. IMSI, IMEI and IMEISV are [BcdDigits]; the others are
///
/// ```
/// GUTI   F6 | PLMN 3 | MME group 2 | MME code 1 | M-TMSI 4
/// TMSI   F4 | TMSI 4
/// none   F0 | two octets that mean nothing
/// ```
///
/// The low three bits of the first octet are the type. EPS mobile identity (TS 24.301 clause
/// 9.9.3.12) and mobile identity (TS 24.008 clause 10.5.1.4) number the types differently.
final class IdentityIe {
    /// `F6` and a GUTI.
    static final int GUTI_OCTETS = 1 + Guti.OCTETS;

    private static final int EPS_IMEI = 3;
    private static final int EPS_GUTI = 6;
    private static final int GUTI_FIRST = 0xf0 | EPS_GUTI;
    private static final int TMSI_FIRST = 0xf0 | 4;
    private static final int NO_IDENTITY = 0xf0;
    private static final int SHORTEST_IMSI_OCTETS = 1 + Imsi.MIN_DIGITS / 2;

    private IdentityIe() {}

    static void write(NasWriter out, EpsMobileIdentity identity) {
        switch (identity) {
            case EpsMobileIdentity.OfImsi(Imsi imsi) ->
                    BcdDigits.write(out, IdentityType.IMSI.code(), imsi.digits());
            case EpsMobileIdentity.OfGuti(Guti guti) -> write(out, guti);
            case EpsMobileIdentity.OfImei(EquipmentIdentity.Imei imei) ->
                    BcdDigits.write(out, EPS_IMEI, imei.digits());
        }
    }

    static void write(NasWriter out, Guti guti) {
        out.octet(GUTI_OCTETS).octet(GUTI_FIRST).octets(guti.encode());
    }

    static void write(NasWriter out, MobileIdentity identity) {
        switch (identity) {
            case MobileIdentity.OfImsi(Imsi imsi) ->
                    BcdDigits.write(out, IdentityType.IMSI.code(), imsi.digits());
            case MobileIdentity.OfImei(EquipmentIdentity.Imei imei) ->
                    BcdDigits.write(out, IdentityType.IMEI.code(), imei.digits());
            case MobileIdentity.OfImeisv(EquipmentIdentity.Imeisv imeisv) -> write(out, imeisv);
            case MobileIdentity.OfTmsi(int tmsi) -> out.octet(5).octet(TMSI_FIRST).u32(tmsi);
            case MobileIdentity.None() -> out.octet(3).octet(NO_IDENTITY).u16(0);
        }
    }

    static void write(NasWriter out, EquipmentIdentity.Imeisv imeisv) {
        BcdDigits.write(out, IdentityType.IMEISV.code(), imeisv.digits());
    }

    static EpsMobileIdentity readEps(NasReader message) {
        NasReader in = message.lv(SHORTEST_IMSI_OCTETS, GUTI_OCTETS);
        int first = in.octet();
        return switch (first & 0x07) {
            case 1 -> new EpsMobileIdentity.OfImsi(new Imsi(BcdDigits.read(first, in)));
            case EPS_IMEI ->
                    new EpsMobileIdentity.OfImei(
                            new EquipmentIdentity.Imei(BcdDigits.read(first, in)));
            case EPS_GUTI -> new EpsMobileIdentity.OfGuti(guti(first, in));
            default -> throw in.bad(Kind.VALUE);
        };
    }

    /// The value part, `F6` included; anything else is refused.
    static Guti readGuti(NasReader in) {
        return guti(in.octet(), in);
    }

    private static Guti guti(int first, NasReader in) {
        Octets octets = in.rest();
        if (first != GUTI_FIRST || octets.length() != Guti.OCTETS) {
            throw in.bad(Kind.VALUE);
        }
        return Guti.decode(octets);
    }

    static MobileIdentity readMobile(NasReader message) {
        NasReader in = message.lv(1, 9);
        int first = in.octet();
        return switch (first & 0x07) {
            case 0 -> {
                in.rest();
                yield new MobileIdentity.None();
            }
            case 1 -> new MobileIdentity.OfImsi(new Imsi(BcdDigits.read(first, in)));
            case 2 ->
                    new MobileIdentity.OfImei(
                            new EquipmentIdentity.Imei(BcdDigits.read(first, in)));
            case 3 -> new MobileIdentity.OfImeisv(imeisv(first, in));
            case 4 -> new MobileIdentity.OfTmsi(tmsi(first, in));
            default -> throw in.bad(Kind.VALUE);
        };
    }

    /// The value part of an IMEISV, its type octet included.
    static EquipmentIdentity.Imeisv readImeisv(NasReader in) {
        int first = in.octet();
        if ((first & 0x07) != IdentityType.IMEISV.code()) {
            throw in.bad(Kind.VALUE);
        }
        return imeisv(first, in);
    }

    private static EquipmentIdentity.Imeisv imeisv(int first, NasReader in) {
        return new EquipmentIdentity.Imeisv(BcdDigits.read(first, in));
    }

    private static int tmsi(int first, NasReader in) {
        if (first != TMSI_FIRST || in.remaining() != 4) {
            throw in.bad(Kind.VALUE);
        }
        return in.u16() << 16 | in.u16();
    }
}
