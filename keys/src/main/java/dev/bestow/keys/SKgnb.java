package dev.bestow.keys;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

/// S-K_gNB, 32 octets: the K_gNB of a secondary base station (TS 33.401 clause A.15).
public record SKgnb(Secret octets) {
    public static final int OCTETS = 32;

    public SKgnb {
        KeyLength.require("S-K_gNB", octets, OCTETS);
    }

    /// `KDF(K_eNB, 1C, SCG counter 2 octets)`.
    public static SKgnb from(Kenb kenb, int counter) {
        if (counter < 0 || counter > 0xffff) {
            throw new InvalidValue("SCG counter", "needs 0 to 65535");
        }
        return new SKgnb(Kdf.derive(kenb.octets(), Fc.S_KGNB, Kdf.number(counter, 2)));
    }
}
