package dev.bestow.core;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A network's MCC (3 digits) and MNC (2 or 3 digits). On the wire 3 octets of swapped nibbles, the
/// third MNC digit `F` when there is none (TS 24.008 clause 10.5.1.3).
///
/// ```
/// octet 1   MCC digit 2 | MCC digit 1
/// octet 2   MNC digit 3 | MCC digit 3
/// octet 3   MNC digit 2 | MNC digit 1
/// ```
public record PlmnId(String mcc, String mnc) {
    public static final int OCTETS = 3;

    private static final Pattern EPC_REALM =
            Pattern.compile("epc\\.mnc([0-9]{3})\\.mcc([0-9]{3})\\.3gppnetwork\\.org");

    public PlmnId {
        requireDigits("MCC", mcc, 3, 3);
        requireDigits("MNC", mnc, 2, 3);
    }

    /// `001/01` or `001-01`, the two notations operators use.
    public static PlmnId parse(String text) {
        String[] parts = text.split("[/-]", -1);
        if (parts.length != 2) {
            throw new InvalidValue("PLMN", "is written MCC/MNC, for example 001/01");
        }
        return new PlmnId(parts[0], parts[1]);
    }

    public static PlmnId decode(Octets octets) {
        if (octets.length() != OCTETS) {
            throw new InvalidValue("PLMN", "has " + octets.length() + " octets, needs 3");
        }
        int o1 = octets.at(0);
        int o2 = octets.at(1);
        int o3 = octets.at(2);
        String mcc = digit(o1 & 15) + digit(o1 >> 4) + digit(o2 & 15);
        String mnc = digit(o3 & 15) + digit(o3 >> 4) + (o2 >> 4 == 15 ? "" : digit(o2 >> 4));
        return new PlmnId(mcc, mnc);
    }

    private static String digit(int nibble) {
        if (nibble > 9) {
            throw new InvalidValue("PLMN", "holds a nibble that is no decimal digit");
        }
        return Integer.toString(nibble);
    }

    public Octets encode() {
        int third = mnc.length() == 3 ? mnc.charAt(2) - '0' : 15;
        return Octets.copyOf(
                new byte[] {
                    (byte) ((mcc.charAt(1) - '0') << 4 | (mcc.charAt(0) - '0')),
                    (byte) (third << 4 | (mcc.charAt(2) - '0')),
                    (byte) ((mnc.charAt(1) - '0') << 4 | (mnc.charAt(0) - '0'))
                });
    }

    /// The realm of this network's core, `epc.mnc<3>.mcc<3>.3gppnetwork.org` (TS 23.003 clause
    /// 19.2).
    public String epcRealm() {
        return "epc.mnc"
                + (mnc.length() == 2 ? "0" + mnc : mnc)
                + ".mcc"
                + mcc
                + ".3gppnetwork.org";
    }

    /// The networks whose [#epcRealm()] is `realm`: none for a realm of another form, two where a leading
    /// zero leaves open whether the MNC has two digits or three.
    public static Set<PlmnId> ofEpcRealm(String realm) {
        Matcher matcher = EPC_REALM.matcher(realm);
        if (!matcher.matches()) {
            return Set.of();
        }
        String mcc = matcher.group(2);
        String mnc = matcher.group(1);
        var threeDigits = new PlmnId(mcc, mnc);
        return mnc.startsWith("0")
                ? Set.of(threeDigits, new PlmnId(mcc, mnc.substring(1)))
                : Set.of(threeDigits);
    }

    private static void requireDigits(String field, String value, int min, int max) {
        boolean good = value.length() >= min && value.length() <= max;
        for (int i = 0; i < value.length(); i++) {
            good &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        if (!good) {
            throw new InvalidValue(
                    field, "needs " + (min == max ? "" : min + " or ") + max + " decimal digits");
        }
    }

    @Override
    public String toString() {
        return mcc + "/" + mnc;
    }
}
