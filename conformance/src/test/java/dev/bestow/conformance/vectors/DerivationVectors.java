package dev.bestow.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.AsId;
import dev.bestow.core.EeseId;
import dev.bestow.core.EmseId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.AccessCkIk;
import dev.bestow.keys.Atid;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.CkIkPrime;
import dev.bestow.keys.Direction;
import dev.bestow.keys.E2eKey;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKey;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.keys.EasPsk;
import dev.bestow.keys.EmsdpEnc;
import dev.bestow.keys.EmsdpInt;
import dev.bestow.keys.EspAssociation;
import dev.bestow.keys.EspKey;
import dev.bestow.keys.HmacTag;
import dev.bestow.keys.KInter;
import dev.bestow.keys.Kaf;
import dev.bestow.keys.Kakma;
import dev.bestow.keys.Kamf;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Kausf;
import dev.bestow.keys.Kenb;
import dev.bestow.keys.KenbStar;
import dev.bestow.keys.Khse;
import dev.bestow.keys.KsIntNaf;
import dev.bestow.keys.KsNaf;
import dev.bestow.keys.Kseaf;
import dev.bestow.keys.KupInt;
import dev.bestow.keys.NafId;
import dev.bestow.keys.Nh;
import dev.bestow.keys.ProtocolKey;
import dev.bestow.keys.ResStar;
import dev.bestow.keys.ServingNetworkName;
import dev.bestow.keys.UaProtocolId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/// DerivedKeys for which nobody published a figure, against figures computed without this project's code:
/// those of the baselines (GBA, 5G, AKMA), of EMSDP and of the study itself.
class DerivationVectors {
    private static final VectorRow STUDY = VectorRow.file("study_derivations");
    private static final VectorRow OURS = VectorRow.file("derivations");

    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final Octets SQN_XOR_AK = Octets.parseHex("SQN xor AK", "bb52e91c747a");
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final String IMPI = "001010000000001@ims.mnc001.mcc001.3gppnetwork.org";
    private static final ServingNetworkName NETWORK =
            new ServingNetworkName(PlmnId.parse("001/01"));
    private static final AsId AS_ID = AsId.parse("as.example.net");
    private static final NafId HTTP_DIGEST = new NafId(AS_ID, UaProtocolId.parse("0100000002"));

    private static Stream<VectorRow> framed() {
        return Stream.of(STUDY, OURS)
                .flatMap(file -> file.rows("steps").stream())
                .filter(row -> row.has("s"));
    }

    /// Both readings of a label that the study prints with a blank are there.
    @ParameterizedTest
    @MethodSource("framed")
    void outIsTheEndOrTheHeadOfTheHmacOfS(VectorRow row) {
        Octets mac =
                Octets.copyOf(HmacTag.compute(row.secret("key"), 32, row.octets("s").toArray()));
        Octets out = row.octets("out");
        assertThat(out).isIn(mac, mac.slice(16, 16), mac.slice(0, 20));
    }

    private static CkIk ckIk() {
        return new CkIk(
                Secret.taking(
                        Octets.parseHex("CK||IK", STUDY.text("ck") + STUDY.text("ik")).toArray()));
    }

    private static Kasme kasme() {
        return new Kasme(STUDY.secret("kasme"));
    }

    private static Secret seed(String name) {
        return step(STUDY, name).secret("out");
    }

    private static Secret ours(String name) {
        return step(OURS, name).secret("out");
    }

    private static VectorRow step(VectorRow file, String name) {
        List<VectorRow> steps = file.rows("steps");
        return steps.stream()
                .filter(row -> row.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keysOfTs33401() {
        Kenb kenb = Kenb.from(kasme(), 5);
        assertThat(kenb.octets()).isEqualTo(ours("K_eNB"));
        assertThat(KenbStar.from(kenb, 503, 65538).octets())
                .isEqualTo(ours("K_eNB* with an EARFCN of 3 octets"));
        assertThat(Nh.from(kasme(), kenb).octets()).isEqualTo(ours("NH from K_eNB"));
        assertThat(KupInt.from(kenb, 2).octets()).isEqualTo(ours("K_UPint"));
    }

    @Test
    void keysOfGba() {
        assertThat(KsNaf.from(ckIk(), RAND, IMPI, HTTP_DIGEST).octets())
                .isEqualTo(seed("GBA Ks_NAF (33.220 B.3)"));
        NafId dtls = new NafId(AS_ID, UaProtocolId.DTLS);
        assertThat(KsIntNaf.from(ckIk(), RAND, IMPI, dtls).octets()).isEqualTo(ours("Ks_int_NAF"));
    }

    @Test
    void keysOf5g() {
        Kausf kausf = Kausf.from(ckIk(), NETWORK, SQN_XOR_AK);
        assertThat(kausf.octets())
                .isEqualTo(seed("KAUSF 5G AKA (33.501 A.2)"))
                .isEqualTo(ours("K_AUSF"));
        Octets res = Octets.parseHex("RES", "28d7b0f2a2ec3de5");
        assertThat(ResStar.from(ckIk(), NETWORK, RAND, res).octets()).isEqualTo(ours("RES*"));
        Kseaf kseaf = Kseaf.from(kausf, NETWORK);
        assertThat(kseaf.octets()).isEqualTo(ours("K_SEAF"));
        assertThat(Kamf.from(kseaf, IMSI, Octets.parseHex("ABBA", "0000")).octets())
                .isEqualTo(ours("K_AMF"));
    }

    @Test
    void keysOfAkma() {
        Kausf kausf = Kausf.from(ckIk(), NETWORK, SQN_XOR_AK);
        Kakma kakma = Kakma.from(kausf, IMSI);
        assertThat(kakma.octets()).isEqualTo(seed("KAKMA (33.535 A.2)"));
        assertThat(Atid.from(kausf, IMSI).octets())
                .isEqualTo(step(STUDY, "A-TID (33.535 A.3)").octets("out"));
        assertThat(Kaf.from(kakma, HTTP_DIGEST).octets()).isEqualTo(seed("KAF (33.535 A.4)"));
    }

    @Test
    void baseKeysOfBest() {
        assertThat(Khse.from(ckIk(), NETWORK, SQN_XOR_AK).octets())
                .isEqualTo(seed("K_HSE 5G AKA (33.163 5.1.0a)"));
        CkIkPrime pair = CkIkPrime.from(ckIk(), NETWORK.text(), SQN_XOR_AK);
        assertThat(pair.octets()).isEqualTo(ours("CK'||IK' for 5G"));
        assertThat(Khse.from(pair, NETWORK, SQN_XOR_AK).octets())
                .isEqualTo(ours("K_HSE with EAP-AKA'"));
    }

    @Test
    void keysOfEmsdp() {
        assertThat(EmsdpEnc.from(ckIk(), 2).octets()).isEqualTo(ours("EMSDP ciphering key"));
        assertThat(EmsdpInt.from(ckIk(), 2).octets()).isEqualTo(ours("EMSDP integrity key"));
        KInter intermediate = KInter.from(ckIk());
        assertThat(intermediate.octets()).isEqualTo(ours("intermediate key"));
        EasPsk easPsk = EasPsk.from(intermediate, AsId.parse("as.example.net"));
        assertThat(easPsk.octets()).isEqualTo(ours("EAS PSK"));
        assertThat(EmsdpEnc.from(easPsk, 2).octets()).isEqualTo(ours("UE-to-EAS ciphering key"));
        assertThat(EmsdpInt.from(easPsk, 2).octets()).isEqualTo(ours("UE-to-EAS integrity key"));
    }

    @Test
    void keysOfTheStudy() {
        E2mIntKey e2mIntKey = E2mIntKey.from(ckIk());
        assertThat(e2mIntKey.octets())
                .isEqualTo(seed("#2/#10 e2m_int_key = KDF(CK||IK,\"e2m_ CIoT\")"))
                .isEqualTo(ours("e2m_int_key"));
        E2mKey e2mKey = E2mKey.from(e2mIntKey, EmseId.parse("emse1.example.net"));
        assertThat(e2mKey.octets()).isEqualTo(ours("e2m_key"));
        assertThat(E2eKey.from(e2mIntKey, EeseId.parse("eese1.example.net")).octets())
                .isEqualTo(ours("e2e key"));
        assertThat(E2mKeySet.from(ckIk(), RAND).octets()).isEqualTo(ours("e2m key set"));
        assertThat(AccessCkIk.from(ckIk(), SQN_XOR_AK).octets())
                .isEqualTo(ours("CK'||IK' for UTRAN and GERAN"));
        assertThat(ProtocolKey.from(e2mKey, UaProtocolId.DTLS).octets())
                .isEqualTo(ours("protocol key"));
        assertThat(EspKey.from(e2mKey, association()).octets()).isEqualTo(ours("ESP key"));
    }

    private static EspAssociation association() {
        List<Octets> params = step(OURS, "ESP key").octetsList("params");
        return new EspAssociation(
                Direction.UPLINK,
                EspAssociation.AES_GCM_16,
                0x80000001,
                params.get(3),
                params.get(4));
    }

    @Test
    void keyIdentifiersOfSolution10() {
        assertThat(RAND.id())
                .hasToString(step(STUDY, "#10 key identifier alternative 1").text("out"));
        Octets hash = step(OURS, "short hash of e2m_int_key").octets("out");
        assertThat(E2mIntKey.from(ckIk()).shortHash().encode()).isEqualTo(hash.slice(28, 4));
    }
}
