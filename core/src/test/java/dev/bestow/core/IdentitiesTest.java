package dev.bestow.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitiesTest {
    @ParameterizedTest
    @CsvSource({"001/01,00f110", "208/93,02f839", "302/330,030233"})
    void aPlmnIsSwappedNibblesWithAFillerForShortMncs(String text, String hex) {
        PlmnId plmn = PlmnId.parse(text);
        assertThat(plmn.encode().hex()).isEqualTo(hex);
        assertThat(PlmnId.decode(plmn.encode())).isEqualTo(plmn);
    }

    @Test
    void aGutiNamesItsMmeInHexadecimal() {
        Guti guti = Guti.parse("00f110800112c0de0001");
        assertThat(guti.mmeFqdn())
                .isEqualTo("mmec12.mmegi8001.mme.epc.mnc001.mcc001.3gppnetwork.org");
        assertThat(guti).isEqualTo(new Guti(new PlmnId("001", "01"), 0x8001, 0x12, 0xc0de0001));
        assertThat(guti.encode().hex()).isEqualTo("00f110800112c0de0001");
    }

    @Test
    void anImsiHidesItsTail() {
        assertThat(Imsi.parse("001010000000001")).hasToString("Imsi(00101…)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00101", "0010100000000011", "00101000000000a", "００１０１０００００"})
    void refusesWhatIsNoImsi(String digits) {
        assertThatThrownBy(() -> Imsi.parse(digits))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("IMSI: ");
    }

    @Test
    void theRandIdIsTheTailOfTheRand() {
        assertThat(Rand.parse("81e92b6c0ee0e12ebceba8d92a99dfa5").id()).hasToString("2a99dfa5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"as.example.net", "xn--bcher-kva.example", "a-1.b"})
    void takesFqdnsOfLowerCaseALabels(String fqdn) {
        assertThat(AsId.parse(fqdn).fqdn()).isEqualTo(fqdn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "as",
                "AS.example.net",
                "as.example.net.",
                "-as.example",
                "as-.example",
                "as.example-",
                ".as.example",
                "as..net",
                "bücher.example"
            })
    void refusesAnythingElseRatherThanNormalising(String fqdn) {
        assertThatThrownBy(() -> AsId.parse(fqdn)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aLabelEndsAtSixtyThreeCharactersAndANameAtTwoHundredAndFiftyThree() {
        String label = "a".repeat(63);
        String name = String.join(".", label, label, label, "a".repeat(61));
        assertThat(name).hasSize(253);
        assertThat(AsId.parse(name).fqdn()).isEqualTo(name);
        assertThatThrownBy(() -> AsId.parse(name + "a")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> AsId.parse(label + "a.net")).isInstanceOf(InvalidValue.class);
    }

    @Test
    void theEksiAfterSixIsZero() {
        assertThat(new Eksi(6).next()).isEqualTo(new Eksi(0));
        assertThatThrownBy(() -> new Eksi(7)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesOddHexByTheNameOfTheField() {
        assertThatThrownBy(() -> Octets.parseHex("AMF", "800"))
                .hasMessage("AMF: is not an even number of hex digits");
        assertThatThrownBy(() -> Octets.parseHex("AMF", "80", 2))
                .hasMessage("AMF: has 2 hex digits, needs 4");
    }

    @Test
    void endpointsAreNamedAsApplicationServersAre() {
        assertThat(EmseId.parse("emse1.example.net")).hasToString("emse1.example.net");
        assertThat(EeseId.parse("eese1.example.net")).hasToString("eese1.example.net");
        assertThatThrownBy(() -> EmseId.parse("EMSE1.example.net"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("EMSE_Id: ");
        assertThatThrownBy(() -> EeseId.parse("eese1"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("EESE_Id: ");
        assertThatThrownBy(() -> AsId.parse("as")).hasMessageStartingWith("AS_ID: ");
    }
}
