package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// Authentication token, 16 octets (TS 33.102 clause 6.3.2); public.
///
/// ```
/// SQN xor AK 6 | AMF 2 | MAC-A 8
/// ```
public record Autn(Octets octets) {
    public static final int OCTETS = 16;

    static final int MAC_OCTETS = 8;

    public Autn {
        if (octets.length() != OCTETS) {
            throw new InvalidValue("AUTN", "has " + octets.length() + " octets, needs 16");
        }
    }

    /// 32 hex digits.
    public static Autn parse(String hex) {
        return new Autn(Octets.parseHex("AUTN", hex, OCTETS));
    }

    static Autn of(Octets sqnXorAk, Amf amf, Octets macA) {
        byte[] octets = new byte[OCTETS];
        sqnXorAk.writeTo(octets, 0);
        octets[Sqn.OCTETS] = (byte) (amf.value() >> 8);
        octets[Sqn.OCTETS + 1] = (byte) amf.value();
        macA.writeTo(octets, Sqn.OCTETS + Amf.OCTETS);
        return new Autn(Octets.copyOf(octets));
    }

    /// 6 octets, input of K_ASME.
    public Octets sqnXorAk() {
        return octets.slice(0, Sqn.OCTETS);
    }

    public Amf amf() {
        return new Amf(octets.at(Sqn.OCTETS) << 8 | octets.at(Sqn.OCTETS + 1));
    }

    /// 8 octets.
    public Octets macA() {
        return octets.slice(Sqn.OCTETS + Amf.OCTETS, MAC_OCTETS);
    }

    @Override
    public String toString() {
        return octets.hex();
    }
}
