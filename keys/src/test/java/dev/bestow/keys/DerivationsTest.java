package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.AsId;
import dev.bestow.core.EeseId;
import dev.bestow.core.EmseId;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;

import javax.crypto.Mac;

/// Every derived key against the platform's HMAC over its S, written out octet by octet. What others computed
/// is in `conformance`.
class DerivationsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String PARENT = "5a".repeat(32);
    private static final Rand RAND = Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5");
    private static final Octets SQN_XOR_AK = Octets.parseHex("SQN xor AK", "bb52e91c747a");
    private static final Imsi IMSI = Imsi.parse("001010000000001");
    private static final ServingNetworkName NETWORK =
            new ServingNetworkName(PlmnId.parse("001/01"));
    private static final NafId NAF = new NafId(AsId.parse("as.example"), UaProtocolId.DTLS);

    private static final String RAND_P = "81e92b6c0ee0e12ebceba8d92a99dfa5" + "0010";
    private static final String SQN_P = "bb52e91c747a" + "0006";
    private static final String NETWORK_P = text("5G:mnc001.mcc001.3gppnetwork.org");
    private static final String IMSI_P = text("001010000000001");
    private static final String NAF_P = "61732e6578616d706c65" + "0100000009" + "000f";

    private static Secret parent() {
        return Secret.taking(HEX.parseHex(PARENT));
    }

    /// The octets of a parameter and the two of its length.
    private static String text(String text) {
        return HEX.formatHex(text.getBytes(StandardCharsets.US_ASCII))
                + HEX.toHexDigits((short) text.length());
    }

    private static byte[] hmac(String s) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new JceKey(HEX.parseHex(PARENT), "HmacSHA256"));
            return mac.doFinal(HEX.parseHex(s));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Secret whole(String s) {
        return Secret.taking(hmac(s));
    }

    private static Secret low(String s) {
        return Secret.taking(hmac(s), 16, 16);
    }

    @Test
    void keysOfTs33401() {
        Kasme kasme = new Kasme(parent());
        Kenb kenb = new Kenb(parent());
        assertThat(Kasme.from(new CkIk(parent()), PlmnId.parse("001/01"), SQN_XOR_AK).octets())
                .isEqualTo(whole("10" + "00f110" + "0003" + SQN_P));
        assertThat(Kenb.from(kasme, 0x01020304).octets())
                .isEqualTo(whole("11" + "01020304" + "0004"));
        assertThat(Nh.from(kasme, kenb).octets()).isEqualTo(whole("12" + PARENT + "0020"));
        assertThat(Nh.from(kasme, new Nh(parent())).octets())
                .isEqualTo(whole("12" + PARENT + "0020"));
        assertThat(SKgnb.from(kenb, 0x0102).octets()).isEqualTo(whole("1c" + "0102" + "0002"));
        assertThat(KnasEnc.from(kasme, 7).octets()).isEqualTo(low("15" + "010001" + "070001"));
        assertThat(KnasInt.from(kasme, 7).octets()).isEqualTo(low("15" + "020001" + "070001"));
        assertThat(KrrcEnc.from(kenb, 0).octets()).isEqualTo(low("15" + "030001" + "000001"));
        assertThat(KrrcInt.from(kenb, 1).octets()).isEqualTo(low("15" + "040001" + "010001"));
        assertThat(KupEnc.from(kenb, 2).octets()).isEqualTo(low("15" + "050001" + "020001"));
        assertThat(KupInt.from(kenb, 3).octets()).isEqualTo(low("15" + "060001" + "030001"));
    }

    @Test
    void aFrequencyAbove65535TakesThreeOctets() {
        Kenb kenb = new Kenb(parent());
        assertThat(KenbStar.from(kenb, 503, 0xffff).octets())
                .isEqualTo(whole("13" + "01f7" + "0002" + "ffff" + "0002"))
                .isEqualTo(KenbStar.from(new Nh(parent()), 503, 0xffff).octets());
        assertThat(KenbStar.from(kenb, 0, 0x10000).octets())
                .isEqualTo(whole("13" + "0000" + "0002" + "010000" + "0003"));
        assertThat(KenbStar.from(kenb, 0, 262143).octets())
                .isEqualTo(whole("13" + "0000" + "0002" + "03ffff" + "0003"));
        assertThat(KenbStar.from(kenb, 0, 0).octets())
                .isEqualTo(whole("13" + "0000" + "0002" + "0000" + "0002"));
    }

    @Test
    void kEnbStarBecomesAKEnbOfItsOwn() {
        KenbStar star = new KenbStar(parent());
        Kenb kenb = Kenb.from(star);
        star.octets().close();
        assertThat(kenb.octets()).isEqualTo(parent());
    }

    @Test
    void keysOfGba() {
        String rest = RAND_P + text("me@ims.example") + NAF_P;
        CkIk ks = new CkIk(parent());
        assertThat(KsNaf.from(ks, RAND, "me@ims.example", NAF).octets())
                .isEqualTo(whole("01" + text("gba-me") + rest));
        assertThat(KsIntNaf.from(ks, RAND, "me@ims.example", NAF).octets())
                .isEqualTo(whole("01" + text("gba-u") + rest));
    }

    @Test
    void keysOf5g() {
        CkIk ckIk = new CkIk(parent());
        Octets res = Octets.parseHex("RES", "28d7b0f2a2ec3de5");
        assertThat(Kausf.from(ckIk, NETWORK, SQN_XOR_AK).octets())
                .isEqualTo(whole("6a" + NETWORK_P + SQN_P));
        assertThat(ResStar.from(ckIk, NETWORK, RAND, res).octets())
                .isEqualTo(low("6b" + NETWORK_P + RAND_P + res.hex() + "0008"));
        assertThat(Kseaf.from(new Kausf(parent()), NETWORK).octets())
                .isEqualTo(whole("6c" + NETWORK_P));
        Octets abba = Octets.parseHex("ABBA", "0000");
        assertThat(Kamf.from(new Kseaf(parent()), IMSI, abba).octets())
                .isEqualTo(whole("6d" + IMSI_P + "0000" + "0002"));
        assertThat(Khse.from(ckIk, NETWORK, SQN_XOR_AK).octets())
                .isEqualTo(whole("63" + NETWORK_P + SQN_P));
        assertThat(Khse.from(new CkIkPrime(parent()), NETWORK, SQN_XOR_AK).octets())
                .isEqualTo(whole("64" + NETWORK_P + SQN_P));
    }

    @Test
    void keysOfAkma() {
        Kausf kausf = new Kausf(parent());
        assertThat(Kakma.from(kausf, IMSI).octets()).isEqualTo(whole("80" + text("AKMA") + IMSI_P));
        assertThat(Atid.from(kausf, IMSI).octets().toArray())
                .isEqualTo(hmac("81" + text("A-TID") + IMSI_P));
        assertThat(Kaf.from(new Kakma(parent()), NAF).octets()).isEqualTo(whole("82" + NAF_P));
    }

    @Test
    void keysOfEmsdpDependOnTheirBaseTheirUseAndTheAlgorithm() {
        CkIk base = new CkIk(parent());
        EasPsk easPsk = new EasPsk(parent());
        assertThat(EmsdpEnc.from(base, 2).octets())
                .isEqualTo(low("f1" + "010001" + "020001"))
                .isEqualTo(EmsdpEnc.from(easPsk, 2).octets());
        assertThat(EmsdpInt.from(base, 3).octets())
                .isEqualTo(low("f1" + "020001" + "030001"))
                .isEqualTo(EmsdpInt.from(easPsk, 3).octets());
        assertThat(KInter.from(base).octets()).isEqualTo(whole("f2" + text("BEST-INT")));
        assertThat(EasPsk.from(new KInter(parent()), AsId.parse("as.example")).octets())
                .isEqualTo(whole("f3" + text("as.example")));
    }

    @Test
    void keysOfTheStudy() {
        CkIk ckIk = new CkIk(parent());
        E2mIntKey e2mIntKey = new E2mIntKey(parent());
        assertThat(Ks.from(ckIk).octets()).isEqualTo(whole("f4" + text("End-to-End_IOT")));
        assertThat(Ks.pushed(ckIk).octets())
                .isEqualTo(whole("f4" + text("End-to-End_IOT") + "010001"));
        assertThat(Ks.from(new Kasme(parent())).octets())
                .isEqualTo(whole("f5" + text("End-to-End_IOT")));
        assertThat(KsAs.from(new Ks(parent()), AsId.parse("as.example")).octets())
                .isEqualTo(whole("f6" + text("as.example")));
        assertThat(KsAsEnc.from(new KsAs(parent())).octets()).isEqualTo(whole("f7" + text("enc")));
        assertThat(KsAsInt.from(new KsAs(parent())).octets()).isEqualTo(whole("f7" + text("int")));
        assertThat(KApp.from(new KsAsEnc(parent()), SQN_XOR_AK).octets())
                .isEqualTo(whole("f8" + SQN_P));
        assertThat(E2mIntKey.from(ckIk).octets()).isEqualTo(whole("f9" + text("e2m_ CIoT")));
        assertThat(E2mKey.from(e2mIntKey, EmseId.parse("emse.example")).octets())
                .isEqualTo(whole("fa" + text("emse.example") + text("e2m_ CIoT")));
        assertThat(E2eKey.from(e2mIntKey, EeseId.parse("eese.example")).octets())
                .isEqualTo(whole("fb" + text("eese.example") + text("e2e_ CIoT")));
        assertThat(E2mKeySet.from(ckIk, RAND).octets())
                .isEqualTo(whole("fd" + text("e2m_keyset") + RAND_P));
        assertThat(AccessCkIk.from(ckIk, SQN_XOR_AK).octets())
                .isEqualTo(whole("fe" + text("access_ckik") + SQN_P));
    }

    @Test
    void everyProtocolHasAKeyOfItsOwnUnderOneLeaf() {
        E2mKey leaf = new E2mKey(parent());
        assertThat(ProtocolKey.from(leaf, UaProtocolId.OSCORE).octets())
                .isEqualTo(whole("f0" + "0100000008" + "0005"))
                .isNotEqualTo(ProtocolKey.from(leaf, UaProtocolId.DTLS).octets());
    }

    @Test
    void anEspKeyIsBoundToItsAssociation() {
        Octets ueNonce = Octets.parseHex("nonce", "01".repeat(16));
        Octets hseNonce = Octets.parseHex("nonce", "02".repeat(17));
        EspAssociation association =
                new EspAssociation(
                        Direction.DOWNLINK,
                        EspAssociation.AES_GCM_16,
                        0x80000001,
                        ueNonce,
                        hseNonce);
        String s =
                "fc"
                        + "010001"
                        + "00140002"
                        + "800000010004"
                        + ueNonce.hex()
                        + "0010"
                        + hseNonce.hex()
                        + "0011";
        assertThat(EspKey.from(new E2mKey(parent()), association).octets())
                .isEqualTo(Secret.taking(hmac(s), 0, 20));
    }

    @Test
    void aKeySetIsTwoHalves() {
        byte[] octets = new byte[32];
        Arrays.fill(octets, 16, 32, (byte) 1);
        E2mKeySet set = new E2mKeySet(Secret.taking(octets));
        assertThat(set.ciphering()).isEqualTo(Secret.taking(new byte[16]));
        assertThat(set.integrity()).isEqualTo(Secret.taking(HEX.parseHex("01".repeat(16))));
    }

    @Test
    void theShortHashIsTheEndOfAPurposeKey() {
        var key = new E2mIntKey(Secret.taking(new byte[32]));
        Octets whole = PurposeKey.derive(key.octets(), "bestow-key-identifier").use(Octets::copyOf);
        assertThat(key.shortHash().encode()).isEqualTo(whole.slice(28, 4));
    }

    /// RFC 9048 Appendix D, case 1.
    @Test
    void keysOfEapAkaPrime() {
        CkIk ckIk =
                new CkIk(
                        Secret.taking(
                                HEX.parseHex(
                                        "5349fbe098649f948f5d2e973a81c00f"
                                                + "9744871ad32bf9bbd1dd5ce54e3e2e5a")));
        CkIkPrime pair = CkIkPrime.from(ckIk, "WLAN", SQN_XOR_AK);
        assertThat(pair.octets())
                .isEqualTo(
                        Secret.taking(
                                HEX.parseHex(
                                        "0093962d0dd84aa5684b045c9edffa04"
                                                + "ccfc230ca74fcc96c0a5d61164f5a76c")));
        byte[] identity = "0555444333222111".getBytes(StandardCharsets.US_ASCII);
        Mk mk = Mk.from(pair, Octets.copyOf(identity));
        assertThat(KEncr.from(mk).octets())
                .isEqualTo(Secret.taking(HEX.parseHex("766fa0a6c317174b812d52fbcd11a179")));
        assertThat(HEX.formatHex(KAut.from(mk).octets().use(byte[]::clone))).startsWith("0842ea72");
        assertThat(HEX.formatHex(KRe.from(mk).octets().use(byte[]::clone))).startsWith("cf83aa8b");
        assertThat(HEX.formatHex(Msk.from(mk).octets().use(byte[]::clone))).startsWith("67c42d9a");
        Emsk emsk = Emsk.from(mk);
        String hex = HEX.formatHex(emsk.octets().use(byte[]::clone));
        assertThat(hex).startsWith("f861703c").endsWith("8b63bc23fb");
        assertThat(HEX.formatHex(Kausf.from(emsk).octets().use(byte[]::clone)))
                .isEqualTo(hex.substring(0, 64));
    }
}
