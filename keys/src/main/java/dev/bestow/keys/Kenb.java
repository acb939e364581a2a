package dev.bestow.keys;

import dev.bestow.core.Secret;

/// K_eNB, 32 octets: what a base station knows of a UE (TS 33.401 clause A.3).
public record Kenb(Secret octets) {
    public static final int OCTETS = 32;

    public Kenb {
        KeyLength.require("K_eNB", octets, OCTETS);
    }

    /// `KDF(K_ASME, 11, uplink NAS COUNT 4 octets)`, the COUNT of the message that asked for the
    /// radio bearers.
    public static Kenb from(Kasme kasme, int uplinkNasCount) {
        return new Kenb(Kdf.derive(kasme.octets(), Fc.KENB, Kdf.number(uplinkNasCount, 4)));
    }

    /// After a handover K_eNB* is K_eNB.
    public static Kenb from(KenbStar kenbStar) {
        return new Kenb(kenbStar.octets().copy());
    }
}
