package dev.bestow.session.oscore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.session.ua.Journey;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/// The payloads of 3GPP's round trip.
class NonceExchangeTest {
    private static final KeyName NAME = Journey.BY_RAND.keyName();
    private static final Octets N1 = Octets.parseHex("N1", "0102030405060708");
    private static final Octets N2 = Octets.parseHex("N2", "1112131415161718");
    private static final NonceRequest REQUEST =
            new NonceRequest(new IdContext(NAME, N1), Octets.parseHex("id", "01"));
    private static final NonceRequest BY_GUTI =
            new NonceRequest(new IdContext(Journey.BY_GUTI.keyName(), N1), Octets.EMPTY);
    private static final NonceAnswer ANSWER =
            new NonceAnswer(N2, Octets.parseHex("id", "21222324"));

    @Test
    void theyAreShortArraysOfCbor() {
        assertThat(REQUEST.encode().hex())
                .isEqualTo("84" + "01" + "44" + "2a99dfa5" + "48" + N1.hex() + "4101");
        assertThat(BY_GUTI.encode().hex())
                .isEqualTo("8401" + "4b" + "00f110800112c0de0001" + "03" + "48" + N1.hex() + "40");
        assertThat(ANSWER.encode().hex()).isEqualTo("82" + "48" + N2.hex() + "44" + "21222324");
    }

    @Test
    void oneOctetFlippedMissingOrMoreIsAnotherOrNone() {
        assertStrict(REQUEST, REQUEST.encode(), NonceRequest::decode);
        assertStrict(BY_GUTI, BY_GUTI.encode(), NonceRequest::decode);
        assertStrict(ANSWER, ANSWER.encode(), NonceAnswer::decode);
    }

    private static <T> void assertStrict(
            T value, Octets encoded, Function<Octets, Optional<T>> decoder) {
        assertThat(decoder.apply(encoded)).contains(value);
        byte[] octets = encoded.toArray();
        for (int i = 0; i < octets.length; i++) {
            assertThat(decoder.apply(Octets.copyOf(octets, 0, i))).as("%d octets", i).isEmpty();
            byte[] flipped = octets.clone();
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                flipped[i] = (byte) (octets[i] ^ 1 << bit);
                assertThat(decoder.apply(Octets.copyOf(flipped)))
                        .as("bit %d of octet %d", bit, i)
                        .isNotEqualTo(Optional.of(value));
            }
        }
        assertThat(decoder.apply(Octets.copyOf(Arrays.copyOf(octets, octets.length + 1))))
                .isEmpty();
    }

    /// 3GPP has optional parameters after the four items; here are none.
    @Test
    void refusesWhatIsNotInItsShortestFormOrHasMore() {
        String items = "44" + "81e92b6c" + "48" + N1.hex() + "4101";
        for (String other :
                new String[] {
                    "8501" + items + "a0",
                    "8402" + items,
                    "841801" + items,
                    "980401" + items,
                    "8401" + "5804" + "81e92b6c" + "48" + N1.hex() + "4101",
                    "8401" + "64" + "81e92b6c" + "48" + N1.hex() + "4101",
                    "8401" + "44" + "81e92b6c" + "47" + "01020304050607" + "4101",
                    "8401" + "44" + "81e92b6c" + "48" + N1.hex() + "48" + N1.hex()
                }) {
            assertThat(NonceRequest.decode(Octets.parseHex("request", other))).as(other).isEmpty();
        }
    }
}
