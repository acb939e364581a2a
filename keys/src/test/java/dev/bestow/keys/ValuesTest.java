package dev.bestow.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What goes into derivations beside keys, and what is refused there, by its name.
class ValuesTest {
    private static final Octets NONCE = Octets.copyOf(new byte[16]);
    private static final Octets SQN_XOR_AK = Octets.copyOf(new byte[6]);
    private static final ServingNetworkName NETWORK =
            new ServingNetworkName(PlmnId.parse("001/01"));

    private static Secret secret(int length) {
        return Secret.taking(new byte[length]);
    }

    private static void refuses(String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(InvalidValue.class).hasMessage(message);
    }

    @Test
    void aServingNetworkNameHasThreeDigitsOfMnc() {
        assertThat(NETWORK).hasToString("5G:mnc001.mcc001.3gppnetwork.org");
        assertThat(new ServingNetworkName(PlmnId.parse("302/330")).text())
                .isEqualTo("5G:mnc330.mcc302.3gppnetwork.org");
    }

    @Test
    void aNafIdIsTheNameThenTheProtocol() {
        NafId naf = new NafId(AsId.parse("a.b"), UaProtocolId.TLS_1_3_PSK);
        assertThat(naf.encode().hex()).isEqualTo("612e62" + "0100000007");
        assertThat(UaProtocolId.parse("ff00000001")).hasToString("ff00000001");
        refuses("Ua protocol id: has 4 octets, needs 5", () -> new UaProtocolId(NONCE.slice(0, 4)));
        refuses("A-TID: has 16 octets, needs 32", () -> new Atid(NONCE));
    }

    @Test
    void sqnXorAkHasSixOctetsWhereverItIsTaken() {
        String refusal = "SQN xor AK: has 5 octets, needs 6";
        CkIk ckIk = new CkIk(secret(32));
        Octets five = SQN_XOR_AK.slice(0, 5);
        refuses(refusal, () -> Kasme.from(ckIk, PlmnId.parse("001/01"), five));
        refuses(refusal, () -> CkIkPrime.from(ckIk, "WLAN", five));
        refuses(refusal, () -> Kausf.from(ckIk, NETWORK, five));
        refuses(refusal, () -> Khse.from(ckIk, NETWORK, five));
        refuses(refusal, () -> Khse.from(new CkIkPrime(secret(32)), NETWORK, five));
        refuses(refusal, () -> AccessCkIk.from(ckIk, five));
    }

    @Test
    void stringsArePrintableAscii() {
        CkIk ckIk = new CkIk(secret(32));
        NafId naf = new NafId(AsId.parse("a.b"), UaProtocolId.DTLS);
        for (String wrong : new String[] {"", "a b", "é", "a\u007f", "\u001f"}) {
            String reason = "needs printable ASCII characters without blanks";
            refuses("network name: " + reason, () -> CkIkPrime.from(ckIk, wrong, SQN_XOR_AK));
            refuses("IMPI: " + reason, () -> KsNaf.from(ckIk, new Rand(NONCE), wrong, naf));
            refuses("IMPI: " + reason, () -> KsIntNaf.from(ckIk, new Rand(NONCE), wrong, naf));
        }
        assertThat(Kdf.ascii("text", "!~").hex()).isEqualTo("217e");
    }

    @Test
    void algorithmsHaveTheirNumbers() {
        Kasme kasme = new Kasme(secret(32));
        Kenb kenb = new Kenb(secret(32));
        CkIk base = new CkIk(secret(32));
        EasPsk easPsk = new EasPsk(secret(32));
        for (int wrong : new int[] {-1, 8}) {
            refuses("EEA: needs 0 to 7", () -> KnasEnc.from(kasme, wrong));
            refuses("EEA: needs 0 to 7", () -> KrrcEnc.from(kenb, wrong));
            refuses("EEA: needs 0 to 7", () -> KupEnc.from(kenb, wrong));
            refuses("EEA: needs 0 to 7", () -> EmsdpEnc.from(base, wrong));
        }
        for (int wrong : new int[] {-1, 0, 8}) {
            refuses("EIA: needs 1 to 7", () -> KnasInt.from(kasme, wrong));
            refuses("EIA: needs 1 to 7", () -> KrrcInt.from(kenb, wrong));
            refuses("EIA: needs 1 to 7", () -> KupInt.from(kenb, wrong));
            refuses("EIA: needs 1 to 7", () -> EmsdpInt.from(easPsk, wrong));
        }
    }

    @Test
    void cellsAndCountersHaveTheirRange() {
        Kenb kenb = new Kenb(secret(32));
        for (int wrong : new int[] {-1, 504}) {
            refuses("PCI: needs 0 to 503", () -> KenbStar.from(kenb, wrong, 0));
        }
        for (int wrong : new int[] {-1, 262144}) {
            refuses("EARFCN-DL: needs 0 to 262143", () -> KenbStar.from(kenb, 0, wrong));
        }
        for (int wrong : new int[] {-1, 65536}) {
            refuses("SCG counter: needs 0 to 65535", () -> SKgnb.from(kenb, wrong));
        }
        assertThat(SKgnb.from(kenb, 0).octets()).isNotEqualTo(SKgnb.from(kenb, 65535).octets());
    }

    @Test
    void anEspAssociationHasATransformAnSpiAndTwoNonces() {
        refuses("ESP transform: is 20 or 21, not 12", () -> association(12, 256, NONCE, NONCE));
        refuses("SPI: needs 256 or more", () -> association(20, 255, NONCE, NONCE));
        Octets shorter = NONCE.slice(0, 15);
        refuses(
                "nonce of the UE: has 15 octets, needs 16 or more",
                () -> association(20, 256, shorter, NONCE));
        refuses(
                "nonce of the HSE: has 15 octets, needs 16 or more",
                () -> association(21, 256, NONCE, shorter));
        refuses(
                "nonce of the HSE: has 0 octets, needs 16 or more",
                () -> new EspAssociation(Direction.DOWNLINK, 20, 256, NONCE, Octets.EMPTY));
        assertThat(EspAssociation.first(20, 256, NONCE).hseNonce()).isEqualTo(Octets.EMPTY);
        assertThat(association(21, 256, NONCE, NONCE).spi()).isEqualTo(256);
        assertThat(association(20, -1, NONCE, NONCE).spi()).isEqualTo(-1);
    }

    private static EspAssociation association(int transform, int spi, Octets ue, Octets hse) {
        return new EspAssociation(Direction.UPLINK, transform, spi, ue, hse);
    }

    @Test
    void aSupiIsItsDigitsAlone() {
        Kausf kausf = new Kausf(secret(32));
        assertThat(Kakma.from(kausf, Imsi.parse("001010000000001")).octets())
                .isNotEqualTo(Kakma.from(kausf, Imsi.parse("001010000000002")).octets());
    }
}
