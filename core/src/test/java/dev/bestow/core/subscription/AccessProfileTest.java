package dev.bestow.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;

final class AccessProfileTest {
    private static AccessProfile with(String... apns) {
        return new AccessProfile(
                NetworkAccessMode.ONLY_PACKET,
                AccessRestrictions.NONE,
                Bandwidth.STANDARD,
                List.of(apns).stream().map(AccessPoint::standard).toList());
    }

    @Test
    void anApnIsMadeTheDefaultWithoutRegardToCaseAndTheOthersKeepTheirOrder() {
        assertThat(with("iot", "internet", "ims").withDefault("IMS"))
                .contains(with("ims", "iot", "internet"));
        assertThat(with("iot").withDefault("internet")).isEmpty();
        assertThat(with("iot", "ims").defaultAccessPoint().name()).isEqualTo("iot");
    }

    @Test
    void hasAtLeastOneApnAtMostFiftyAndNoneTwice() {
        assertThatThrownBy(AccessProfileTest::with)
                .isInstanceOf(InvalidValue.class)
                .hasMessage("accessPoints: needs 1 to 50");
        String[] many = Collections.nCopies(51, "iot").toArray(String[]::new);
        assertThatThrownBy(() -> with(many)).hasMessage("accessPoints: needs 1 to 50");
        assertThatThrownBy(() -> with("iot", "IoT")).hasMessage("accessPoints: has IoT twice");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "64000, 64000, 64k",
        "512k, 512000, 512k",
        "1500k, 1500000, 1500k",
        "50M, 50000000, 50M",
        "1000M, 1000000000, 1G",
        "4G, 4000000000, 4G",
        "4294967295, 4294967295, 4294967295"
    })
    void aRateIsReadAndWrittenWithItsSuffix(String text, long bitsPerSecond, String written) {
        assertThat(BitRate.parse(text)).isEqualTo(new BitRate(bitsPerSecond)).hasToString(written);
        assertThat(BitRate.parse(written)).isEqualTo(new BitRate(bitsPerSecond));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "1g", "1.5M", "-1", "1 M", "1T", "12345678901"})
    void whatIsNoRateIsRefused(String text) {
        assertThatThrownBy(() -> BitRate.parse(text))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("bit rate: is bits per second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4294967296", "5G", "9999999999G"})
    void aRateThatNoAvpHoldsIsRefused(String text) {
        assertThatThrownBy(() -> BitRate.parse(text))
                .hasMessage("bit rate: needs 1 to 4294967295 bits per second");
    }

    @Test
    void restrictionsAreWrittenAsOnTheWire() {
        assertThat(AccessRestrictions.parse("16"))
                .isEqualTo(AccessRestrictions.NONE.withoutEutran())
                .hasToString("0x10");
        assertThat(AccessRestrictions.parse("0xffffffff").bits()).isEqualTo(-1);
        assertThat(AccessRestrictions.parse("0x40").forbidsNbIot()).isTrue();
        for (String bad : new String[] {"", "-1", "0x", "x", "4294967296", "0x1ffffffff"}) {
            assertThatThrownBy(() -> AccessRestrictions.parse(bad))
                    .hasMessageStartingWith("access restrictions: is Access-Restriction-Data");
        }
    }
}
