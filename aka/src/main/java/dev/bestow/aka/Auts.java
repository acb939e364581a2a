package dev.bestow.aka;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

import java.nio.ByteBuffer;

/// Re-synchronisation token, 14 octets (TS 33.102 clause 6.3.3): how a USIM tells where its SQN
/// stands; public.
///
/// ```
/// SQN_MS xor AK* 6 | MAC-S 8
/// ```
public record Auts(Octets octets) {
    public static final int OCTETS = 14;

    private static final int MAC_OCTETS = 8;

    public Auts {
        if (octets.length() != OCTETS) {
            throw new InvalidValue("AUTS", "has " + octets.length() + " octets, needs 14");
        }
    }

    /// 28 hex digits.
    public static Auts parse(String hex) {
        return new Auts(Octets.parseHex("AUTS", hex, OCTETS));
    }

    static Auts of(Octets sqnXorAkStar, Octets macS) {
        ByteBuffer out = ByteBuffer.allocate(OCTETS);
        sqnXorAkStar.writeTo(out);
        macS.writeTo(out);
        return new Auts(Octets.copyOf(out.array()));
    }

    /// 6 octets.
    public Octets sqnXorAkStar() {
        return octets.slice(0, Sqn.OCTETS);
    }

    /// 8 octets.
    public Octets macS() {
        return octets.slice(Sqn.OCTETS, MAC_OCTETS);
    }

    @Override
    public String toString() {
        return octets.hex();
    }
}
