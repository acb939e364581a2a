package dev.bestow.keys;

/// The registry of FC octets: every derivation of the project, and nothing derives a key without a
/// row here. TS 33.220 clause B.2.2 gives each specification a range and leaves F0-FE to unregistered
/// proprietary use; the rows in that range are Bestow's own fillers for derivations whose FC the
/// study never assigned.
public enum Fc {
    /// Ks_NAF and Ks_int_NAF of GBA (TS 33.220 clause B.3).
    KS_NAF(0x01),
    /// K_ASME (TS 33.401 clause A.2).
    KASME(0x10),
    /// K_eNB (TS 33.401 clause A.3).
    KENB(0x11),
    /// NH (TS 33.401 clause A.4).
    NH(0x12),
    /// K_eNB* (TS 33.401 clause A.5).
    KENB_STAR(0x13),
    /// NAS, RRC and UP keys (TS 33.401 clause A.7).
    ALGORITHM_KEY(0x15),
    /// S-K_gNB (TS 33.401 clause A.15).
    S_KGNB(0x1c),
    /// CK'||IK' of EAP-AKA' (TS 33.402 clause A.2).
    CK_IK_PRIME(0x20),
    /// K_HSE with 5G AKA (TS 33.163 clause 5.1.0a).
    KHSE_5G_AKA(0x63),
    /// K_HSE with EAP-AKA' (TS 33.163 clause 5.1.0a).
    KHSE_EAP_AKA_PRIME(0x64),
    /// K_AUSF (TS 33.501 clause A.2).
    KAUSF(0x6a),
    /// RES* (TS 33.501 clause A.4).
    RES_STAR(0x6b),
    /// K_SEAF (TS 33.501 clause A.6).
    KSEAF(0x6c),
    /// K_AMF (TS 33.501 clause A.7).
    KAMF(0x6d),
    /// K_AKMA (TS 33.535 clause A.2).
    KAKMA(0x80),
    /// A-TID (TS 33.535 clause A.3).
    A_TID(0x81),
    /// K_AF (TS 33.535 clause A.4).
    KAF(0x82),
    /// Purpose keys of Bestow: P0 is a label or a Ua protocol id, distinct per use.
    PURPOSE(0xf0),
    /// Ciphering and integrity keys of EMSDP, profile P0.
    EMSDP_KEY(0xf1),
    /// The intermediate key of EMSDP, profile P0.
    EMSDP_INTERMEDIATE(0xf2),
    /// The PSK of an enterprise application server, profile P0.
    EAS_PSK(0xf3),
    /// Ks from CK||IK (TR 33.863 solution 11 step 4).
    KS_FROM_CK_IK(0xf4),
    /// Ks from K_ASME (TR 33.863 solution 11 over K_ASME).
    KS_FROM_KASME(0xf5),
    /// Ks_AS.
    KS_AS(0xf6),
    /// Ks_AS_enc and Ks_AS_int.
    KS_AS_USE(0xf7),
    /// K_app.
    K_APP(0xf8),
    /// e2m_int_key (solutions 2 and 10).
    E2M_INT_KEY(0xf9),
    /// e2m_key (solutions 2 and 10).
    E2M_KEY(0xfa),
    /// The e2e key (solution 5).
    E2E_KEY(0xfb),
    /// ESP keys (solution 6).
    ESP_KEY(0xfc),
    /// The e2m key set (solution 1).
    E2M_KEY_SET(0xfd),
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
