package dev.bestow.core;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// Globally Unique Temporary Identity: names a UE towards the MME that allocated it (TS 23.003
/// clause 2.8). As a key name and in HMAC inputs it is 10 octets:
///
/// ```
/// PLMN 3 | MME group 2 | MME code 1 | M-TMSI 4
/// ```
///
/// The NAS mobile identity puts an octet F6 before it; that octet belongs to the codec.
public record Guti(PlmnId plmn, int mmeGroup, int mmeCode, int mTmsi) {
    public static final int OCTETS = 10;

    public Guti {
        if (mmeGroup < 0 || mmeGroup > 0xffff) {
            throw new InvalidValue("MME group id", "needs 16 bits");
        }
        if (mmeCode < 0 || mmeCode > 0xff) {
            throw new InvalidValue("MME code", "needs 8 bits");
        }
    }

    public static Guti decode(Octets octets) {
        if (octets.length() != OCTETS) {
            throw new InvalidValue("GUTI", "has " + octets.length() + " octets, needs 10");
        }
        ByteBuffer in = ByteBuffer.wrap(octets.toArray());
        in.position(PlmnId.OCTETS);
        return new Guti(
                PlmnId.decode(octets.slice(0, 3)),
                in.getShort() & 0xffff,
                in.get() & 0xff,
                in.getInt());
    }

    /// 20 hex digits, the form of the northbound interface.
    public static Guti parse(String hex) {
        return decode(Octets.parseHex("GUTI", hex, OCTETS));
    }

    public Octets encode() {
        ByteBuffer out = ByteBuffer.allocate(OCTETS);
        plmn.encode().writeTo(out);
        out.putShort((short) mmeGroup).put((byte) mmeCode).putInt(mTmsi);
        return Octets.copyOf(out.array());
    }

    /// The FQDN of the MME that allocated this GUTI: `mmec12.mmegi8001.mme.epc.mnc001.mcc001…`,
    /// hexadecimal (TS 23.003 clause 19.4.2.4). Bestow uses it as that MME's Diameter identity. Some
    /// products print decimal numbers here; they name another MME.
    public String mmeFqdn() {
        return mmeFqdn(plmn, mmeGroup, mmeCode);
    }

    /// As [#mmeFqdn()], for an MME that has not allocated anything yet.
    public static String mmeFqdn(PlmnId plmn, int mmeGroup, int mmeCode) {
        HexFormat hex = HexFormat.of();
        return "mmec"
                + hex.toHexDigits((byte) mmeCode)
                + ".mmegi"
                + hex.toHexDigits((short) mmeGroup)
                + ".mme."
                + plmn.epcRealm();
    }

    @Override
    public String toString() {
        return "Guti(" + encode().hex() + ")";
    }
}
