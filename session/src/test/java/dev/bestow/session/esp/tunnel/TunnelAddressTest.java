package dev.bestow.session.esp.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bestow.core.InvalidValue;
import dev.bestow.session.esp.EspDrop;
import dev.bestow.session.ua.Plaintext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Arrays;
import java.util.HexFormat;

class TunnelAddressTest {
    private static final TunnelAddress OWN = TunnelAddress.parse("10.45.0.7/16", 1_198);

    @Test
    void hasSevenOctets() {
        assertThat(OWN.encode().toArray())
                .isEqualTo(HexFormat.of().parseHex("0a2d0007" + "10" + "04ae"));
        assertThat(TunnelAddress.decode(OWN.encode())).isEqualTo(OWN).hasToString("10.45.0.7/16");
    }

    @Test
    void whatIsChangedOnItsWayIsAnotherOrNone() {
        byte[] message = OWN.encode().toArray();
        assertThat(decoded(Arrays.copyOf(message, 6))).isNull();
        assertThat(decoded(Arrays.copyOf(message, 8))).isNull();
        assertThat(decoded(new byte[0])).isNull();
        for (int i = 0; i < message.length; i++) {
            byte[] flipped = message.clone();
            flipped[i] ^= 1;
            assertThat(decoded(flipped)).as("octet %d", i).isNotEqualTo(OWN);
        }
    }

    private static @Nullable TunnelAddress decoded(byte[] message) {
        return TunnelAddress.decode(Plaintext.copyOf(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.45.0.1",
                "10.45.0.1/15",
                "10.45.0.1/31",
                "10.45.0.0/16",
                "10.45.255.255/16",
                "10.45.0.256/16",
                "hse/16",
                "::1/64",
                ""
            })
    void refusesWhatNoHostCanHave(String text) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> TunnelAddress.parse(text, 1_198))
                .withMessageContaining("address");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 575, 9_001})
    void refusesAnMtuThatIsNone(int mtu) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> TunnelAddress.parse("10.45.0.1/16", mtu))
                .withMessageContaining("mtu");
    }

    @ParameterizedTest
    @CsvSource({
        "10.45.0.7, 10.45.0.1, 100,",
        "10.45.0.7, 192.0.2.1, 1198,",
        "10.45.0.8, 10.45.0.1, 100, INNER_SOURCE",
        "0.0.0.0, 10.45.0.1, 100, INNER_SOURCE",
        "10.45.0.7, 10.45.0.1, 1199, INNER_TOO_LONG"
    })
    void aDeviceSendsFromItsAddressAlone(String from, String to, int octets, EspDrop why) {
        assertThat(OWN.refusedFrom(Packets.ipv4(from, to, octets))).isEqualTo(why);
    }

    @Test
    void takesWholeIpv4PacketsAlone() {
        byte[] packet = Packets.ipv4("10.45.0.7", "10.45.0.1", 60);
        assertThat(OWN.refusedFrom(packet)).isNull();
        for (int length : new int[] {0, 1, 19, 20, 59, 61}) {
            assertThat(OWN.refusedFrom(Arrays.copyOf(packet, length)))
                    .as("%d octets of 60", length)
                    .isEqualTo(EspDrop.INNER_MALFORMED);
        }
        for (int first : new int[] {0x65, 0x44, 0x05, 0x40}) {
            byte[] other = packet.clone();
            other[0] = (byte) first;
            assertThat(OWN.refusedFrom(other))
                    .as("first octet %02x", first)
                    .isEqualTo(EspDrop.INNER_MALFORMED);
        }
    }

    @Test
    void aDeviceTakesWhatIsForItAlone() {
        assertThat(OWN.refusedTo(Packets.ipv4("10.45.0.1", "10.45.0.7", 60))).isNull();
        assertThat(OWN.refusedTo(Packets.ipv4("10.45.0.1", "10.45.0.8", 60)))
                .isEqualTo(EspDrop.INNER_DESTINATION);
        assertThat(OWN.refusedTo(new byte[20])).isEqualTo(EspDrop.INNER_MALFORMED);
    }
}
