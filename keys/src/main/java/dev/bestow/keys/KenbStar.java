package dev.bestow.keys;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

/// K_eNB*, 32 octets: the K_eNB of the target cell of a handover (TS 33.401 clause A.5).
public record KenbStar(Secret octets) {
    public static final int OCTETS = 32;

    private static final int MAX_PCI = 503;
    private static final int MAX_EARFCN = 262143;

    public KenbStar {
        KeyLength.require("K_eNB*", octets, OCTETS);
    }

    /// `KDF(K_eNB, 13, PCI 2 octets, EARFCN-DL 2 octets, or 3 above 65535)`: no fresh NH is at hand.
    public static KenbStar from(Kenb kenb, int pci, int earfcnDl) {
        return in(kenb.octets(), pci, earfcnDl);
    }

    /// The same with NH in the place of K_eNB.
    public static KenbStar from(Nh nh, int pci, int earfcnDl) {
        return in(nh.octets(), pci, earfcnDl);
    }

    private static KenbStar in(Secret parent, int pci, int earfcnDl) {
        if (pci < 0 || pci > MAX_PCI) {
            throw new InvalidValue("PCI", "needs 0 to " + MAX_PCI);
        }
        if (earfcnDl < 0 || earfcnDl > MAX_EARFCN) {
            throw new InvalidValue("EARFCN-DL", "needs 0 to " + MAX_EARFCN);
        }
        Octets cell = Kdf.number(pci, 2);
        Octets frequency = Kdf.number(earfcnDl, earfcnDl > 0xffff ? 3 : 2);
        return new KenbStar(Kdf.derive(parent, Fc.KENB_STAR, cell, frequency));
    }
}
