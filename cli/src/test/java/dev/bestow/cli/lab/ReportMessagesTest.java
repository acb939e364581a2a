package dev.bestow.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.device.ReportProtection;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HexFormat;

/// What a ledger calls a datagram, and whether it is the application's own or a handshake's.
class ReportMessagesTest {
    @ParameterizedTest
    @CsvSource({
        "ua, true, 00, Application Request, true",
        "oscore, true, 4202a5a5a5a5, OSCORE Application Request, true",
        // A key that is not there yet: 5.03, in clear.
        "oscore, false, 6081000153455353, OSCORE Application Response, true",
        "oscore3gpp, true, 4202a5a5a5a5b462657374113cff8401442a99dfa5485d5dda8bc1d680b14101,"
                + " CoAP POST with nonces, false",
        "oscore3gpp, false, 6241a5a5a5a5c13cff8248a5a5a5a5a5a5a5a544a5a5a5a5,"
                + " CoAP answer with nonces, false",
        "oscore3gpp, false, 60810001ff53455353494f4e5f554e4b4e4f574e,"
                + " OSCORE Application Response, true",
        "esp, true, 00000100, ESP packet, true",
        "dtls, true, 16fefd00000000000000000061010000550000000000000055, DTLS ClientHello, false",
        "dtls, false, 15fefd0001000000000001, DTLS Alert, false",
        "dtls, true, 19fefd0001000000000002, DTLS application data, true",
        "dtls, true, '', DTLS record, false"
    })
    void aDatagramIsCalled(
            ReportProtection protection,
            boolean up,
            String datagram,
            String name,
            boolean application) {
        byte[] octets = HexFormat.of().parseHex(datagram);
        assertThat(ReportMessages.name(protection, up, octets)).isEqualTo(name);
        assertThat(ReportMessages.isOfTheApplication(name)).isEqualTo(application);
    }
}
