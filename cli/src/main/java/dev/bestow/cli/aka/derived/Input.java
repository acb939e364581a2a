package dev.bestow.cli.aka.derived;

import java.util.Locale;

/// What a derived key is made of, under the name that files and command lines give it. Two of one name are
/// the same to people and differ in the KDF.
enum Input implements Parameter {
    CK(Form.KEY, 16, "CK"),
    IK(Form.KEY, 16, "IK"),
    CK_PRIME(Form.KEY, 16, "CK' of EAP-AKA'"),
    IK_PRIME(Form.KEY, 16, "IK' of EAP-AKA'"),
    MK(Form.KEY, 208, "MK of EAP-AKA'"),
    EMSK(Form.KEY, 64, "EMSK of EAP-AKA'"),
    KASME(Form.KEY, 32, "K_ASME"),
    KENB(Form.KEY, 32, "K_eNB"),
    NH(Form.KEY, 32, "NH, the one before"),
    KAUSF(Form.KEY, 32, "K_AUSF"),
    KSEAF(Form.KEY, 32, "K_SEAF"),
    KAKMA(Form.KEY, 32, "K_AKMA"),
    KS(Form.KEY, 32, "Ks of solutions 11 and 12"),
    KS_AS(Form.KEY, 32, "Ks_AS"),
    KS_AS_ENC(Form.KEY, 32, "Ks_AS_enc"),
    E2M_INT_KEY(Form.KEY, 32, "e2m_int_key"),
    LEAF(Form.KEY, 32, "a leaf key: Ks_AS, e2m_key, e2m_key_set or e2e_key"),
    EMSDP_BASE(Form.KEY, 32, "CK||IK, K_ASME, K_HSE, Ks_(int_)NAF, K_AF or a protocol key"),
    K_INTER(Form.KEY, 32, "the intermediate key of EMSDP"),
    EAS_PSK(Form.KEY, 32, "the PSK of an EAS"),
    RAND(Form.HEX, 16, "RAND"),
    RES(Form.HEX, 0, "RES"),
    SQN_XOR_AK(Form.HEX, 6, "SQN xor AK, the first octets of AUTN"),
    ABBA(Form.HEX, 0, "ABBA, 0000 in release 15 and later"),
    RAND_AS(Form.HEX, 0, "RAND_AS of an Application Request"),
    PROTOCOL(Form.HEX, 5, "Ua protocol id"),
    UE_NONCE(Form.HEX, 0, "the nonce of the UE, 16 octets or more"),
    HSE_NONCE(Form.HEX, 0, "the nonce of the HSE, 16 octets or more"),
    NAS_COUNT(Form.NUMBER, 0, "the uplink NAS COUNT"),
    PCI(Form.NUMBER, 0, "physical cell identity of the target"),
    EARFCN_DL(Form.NUMBER, 0, "downlink EARFCN of the target"),
    EEA(Form.NUMBER, 0, "number of the ciphering algorithm, 0 to 7"),
    EIA(Form.NUMBER, 0, "number of the integrity algorithm, 1 to 7"),
    SCG_COUNTER(Form.NUMBER, 0, "SCG counter"),
    DIRECTION(Form.NUMBER, 0, "0 uplink, 1 downlink"),
    TRANSFORM(Form.NUMBER, 0, "20 AES-GCM, 21 AES-GMAC"),
    SPI(Form.NUMBER, 0, "SPI, 256 or more"),
    NETWORK_NAME(Form.TEXT, 0, "name of the access network: WLAN, 5G:mnc…"),
    IDENTITY(Form.TEXT, 0, "the identity as the peer sent it"),
    IMPI(Form.TEXT, 0, "IMPI"),
    IMSI(Form.TEXT, 0, "IMSI, its digits"),
    AS_ID(Form.TEXT, 0, "AS_ID, an FQDN"),
    EMSE_ID(Form.TEXT, 0, "EMSE_Id, an FQDN"),
    EESE_ID(Form.TEXT, 0, "EESE_Id, an FQDN"),
    EAS_ID(Form.TEXT, 0, "EAS Id, an FQDN"),
    PLMN(Form.PLMN, 0, "the serving network"),
    SERVING_NETWORK("plmn", Form.NETWORK, 0, "the serving network"),
    NAF_ID(Form.NAF, 0, "application server and protocol");

    private final String label;
    private final Form form;
    private final int octets;
    private final String meaning;

    Input(Form form, int octets, String meaning) {
        this("", form, octets, meaning);
    }

    Input(String label, Form form, int octets, String meaning) {
        this.label = label.isEmpty() ? name().toLowerCase(Locale.ROOT) : label;
        this.form = form;
        this.octets = octets;
        this.meaning = meaning;
    }

    /// The name it has in files and on command lines.
    String label() {
        return label;
    }

    Form form() {
        return form;
    }

    /// Its length, of what is hex; 0 when there are several.
    int octets() {
        return octets;
    }

    boolean isKey() {
        return form == Form.KEY;
    }

    /// One line for those who ask what it is.
    String meaning() {
        String length = octets > 0 ? ", " + octets + " octets" : "";
        return meaning + " (" + form.writing() + length + ")";
    }

    @Override
    public String shown() {
        return label;
    }
}
