package dev.bestow.session.californium.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.RandId;
import dev.bestow.session.californium.dtls.PskIdentity.Reading;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

class PskIdentityTest {
    private static final RandId RAND_ID = RandId.parse("2a99dfa5");
    private static final Guti GUTI = Guti.parse("00f110800112c0de0001");
    private static final Rand RAND =
            new Rand(Octets.parseHex("RAND", "00112233445566778899aabbccddeeff"));

    private static List<PskIdentity> each() {
        return List.of(
                new PskIdentity.ByRand(RAND_ID, null),
                new PskIdentity.ByRand(RAND_ID, new ApplicationIdentity("meter-7")),
                new PskIdentity.ByRand(RAND_ID, new ApplicationIdentity("m".repeat(20))),
                new PskIdentity.ByRand(RAND_ID, new ApplicationIdentity("a.b@c.example")),
                new PskIdentity.ByGuti(GUTI, new Eksi(3)),
                new PskIdentity.Bootstrapped(RAND, "bsf.example.net"),
                new PskIdentity.Akma("0123.abcd@example.net"));
    }

    private static byte[] octets(PskIdentity identity) {
        return identity.text().getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @MethodSource("each")
    void eachFormComesBackAsItWas(PskIdentity identity) {
        assertThat(PskIdentity.decode(octets(identity))).isEqualTo(new Reading.Read(identity));
    }

    @Test
    void ourOwnFormsFitTheSmallestStacks() {
        for (PskIdentity identity : each().subList(0, 5)) {
            assertThat(octets(identity)).hasSizeLessThanOrEqualTo(PskIdentity.MAX_OCTETS);
        }
        assertThat(each().get(2).text()).hasSize(PskIdentity.MAX_OCTETS);
        assertThat(each().get(4).text()).isEqualTo("b2.00f110800112c0de00013");
    }

    /// Of a flipped octet comes a refusal or another identity; never the same one, never an exception.
    @ParameterizedTest
    @MethodSource("each")
    void noFlippedOctetIsTakenForTheSameIdentity(PskIdentity identity) {
        byte[] sent = octets(identity);
        for (int at = 0; at < sent.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = sent.clone();
                flipped[at] ^= (byte) (1 << bit);
                assertThat(PskIdentity.decode(flipped)).isNotEqualTo(new Reading.Read(identity));
                if (PskIdentity.decode(flipped) instanceof Reading.Read(PskIdentity other)) {
                    assertThat(octets(other)).isEqualTo(flipped);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("each")
    void neitherAMissingNorAnAddedOctetIsTakenForTheSameIdentity(PskIdentity identity) {
        byte[] sent = octets(identity);
        for (int length = 0; length < sent.length; length++) {
            assertThat(PskIdentity.decode(Arrays.copyOf(sent, length)))
                    .isNotEqualTo(new Reading.Read(identity));
        }
        for (int added = 0; added < 256; added++) {
            byte[] longer = Arrays.copyOf(sent, sent.length + 1);
            longer[sent.length] = (byte) added;
            assertThat(PskIdentity.decode(longer)).isNotEqualTo(new Reading.Read(identity));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b1.",
                "b1.2A99DFA5",
                "b1.2a99dfa5.",
                "b1.2a99dfa5.twenty-one-characters",
                "b1.2a99dfa5.two words",
                "b1.2a99dfa5\0meter-7",
                "b1.2a99dfa5.m\u00e9ter",
                "b2.00f110800112c0de00017",
                "b2.0ff110800112c0de00011",
                "b2.00f110800112c0de0001",
                "b3.2a99dfa5",
                "3GPP-bootstrapping;AAAAAAAAAAAAAAAAAAAAAB==@bsf.example.net",
                "3GPP-bootstrapping;AAAA@bsf.example.net",
                "3GPP-bootstrapping-uicc;AAAAAAAAAAAAAAAAAAAAAA==@bsf.example.net",
                "3GPP-AKMA;nobody"
            })
    void everythingElseIsRefusedWithFieldAndReason(String text) {
        Reading reading = PskIdentity.decode(text.getBytes(StandardCharsets.UTF_8));
        assertThat(reading).isInstanceOf(Reading.Malformed.class);
        Reading.Malformed malformed = (Reading.Malformed) reading;
        assertThat(malformed.field()).isNotEmpty();
        assertThat(malformed.reason()).isNotEmpty();
    }

    @Test
    void aLongOneIsRefusedBeforeItIsLookedAt() {
        byte[] octets = new byte[PskIdentity.MAX_3GPP_OCTETS + 1];
        Arrays.fill(octets, (byte) 'b');
        assertThat(PskIdentity.decode(octets))
                .isEqualTo(new Reading.Malformed("PSK identity", "has 129 octets, at most 128"));
    }

    @Test
    void aUserThatDoesNotFitIsNoIdentity() {
        assertThatThrownBy(() ->
                        new PskIdentity.ByRand(RAND_ID, new ApplicationIdentity("m".repeat(21))))
                .isInstanceOf(InvalidValue.class);
    }
}
