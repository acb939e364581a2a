package dev.bestow.keys;

/// The registry of FC octets: every derivation of the project, and nothing derives a key without a
/// row here. TS 33.220 clause B.2.2 gives 10-1F to TS 33.401 and leaves F0-FE to unregistered
/// proprietary use; the rows in that range are Bestow's own fillers for derivations whose FC the
/// study never assigned.
public enum Fc {
    /// K_ASME (TS 33.401 clause A.2).
    KASME(0x10),
    /// NAS, RRC and UP keys (TS 33.401 clause A.7).
    ALGORITHM_KEY(0x15),
    /// Purpose keys of Bestow: P0 is a label, distinct per use.
    PURPOSE(0xf0),
    /// Ks from CK||IK (seed 000 step 4).
    KS_FROM_CK_IK(0xf4),
    /// Ks from K_ASME (seed 003 clause 2.1).
    KS_FROM_KASME(0xf5),
    /// Ks_AS.
    KS_AS(0xf6),
    /// Ks_AS_enc and Ks_AS_int.
    KS_AS_USE(0xf7),
    /// K_app.
    K_APP(0xf8),
    /// CK'||IK' for UTRAN and GERAN (solutions 1, 2 and 10).
    ACCESS_CK_IK(0xfe);

    private final int octet;

    Fc(int octet) {
        this.octet = octet;
    }

    /// The octet that opens the KDF input S.
    public int octet() {
        return octet;
    }
}
