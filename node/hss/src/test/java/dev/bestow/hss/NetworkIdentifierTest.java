package dev.bestow.hss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.wire.nas.AccessPointName;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

final class NetworkIdentifierTest {
    @ParameterizedTest
    @CsvSource({
        "'', has an empty label",
        "iot., has an empty label",
        "iot..example, has an empty label",
        "iot_devices, 'holds something else than letters, digits and, inside a label, hyphens'",
        "iöt, 'holds something else than letters, digits and, inside a label, hyphens'",
        "-iot, 'holds something else than letters, digits and, inside a label, hyphens'",
        "*, 'holds something else than letters, digits and, inside a label, hyphens'",
        "rac0012.lac0001, 'starts with rac, which is reserved'",
        "iot.mnc001.mcc001.gprs, 'ends in .gprs, which an operator identifier does'",
        "a23456789012345678901234567890123456789012345678901234567890123,"
                + " 'has 64 octets in a message, at most 63'"
    })
    void refusesWhatNoMessageCanCarry(String apn, String reason) {
        assertThatThrownBy(() -> NetworkIdentifier.require("APN", apn))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("APN: " + reason);
    }

    @Test
    void isWhatNasCarries() {
        for (String apn : List.of("iot", "IoT.Example-1.org", "a", "9".repeat(62))) {
            assertThat(NetworkIdentifier.require("APN", apn))
                    .isEqualTo(new AccessPointName(apn).name());
        }
    }
}
