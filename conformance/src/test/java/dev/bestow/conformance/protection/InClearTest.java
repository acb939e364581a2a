package dev.bestow.conformance.protection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.conformance.UdpPcap;
import dev.bestow.core.Octets;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.UaClient.UaParameters;
import dev.bestow.wire.ua.UaForm;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Where a network forbids confidentiality: each message of every protection that is left can be read in a capture, by
/// tshark where there is one, and none with an octet changed is taken.
class InClearTest {
    private static final int PORT = 4_500;
    private static final Plaintext REPORT = Plaintext.of("temperature 21.4 C o");
    private static final Plaintext LATER = Plaintext.of("temperature 21.5 C o");

    @TempDir private Path folder;

    /// Ua native in each form of its first message, and ESP.
    private enum Way {
        UA_LITERAL {
            @Override
            Form.Speaker speaker(OneEndpoint to) {
                var speech = new UaParameters(UaForm.LITERAL, false);
                return new Form.OfUa(to.key.byGuti(), speech, to.key, to.device);
            }
        },
        UA_COMPACT {
            @Override
            Form.Speaker speaker(OneEndpoint to) {
                return Form.UA_COMPACT_IN_CLEAR.speaker(to.key, to.device);
            }
        },
        UA_CERTIFICATE {
            @Override
            Form.Speaker speaker(OneEndpoint to) {
                var speech =
                        new UaParameters(UaForm.CERTIFICATE, false, Form.privateKey().publicKey());
                return new Form.OfUa(to.key.byRand(), speech, to.key, to.device);
            }
        },
        ESP_GMAC {
            @Override
            Form.Speaker speaker(OneEndpoint to) {
                return Form.ESP_GMAC.speaker(to.key, to.device);
            }
        };

        abstract Form.Speaker speaker(OneEndpoint to);

        OneEndpoint endpoint() {
            return new OneEndpoint(
                    this == ESP_GMAC ? Form.ESP_GMAC : Form.UA_COMPACT_IN_CLEAR, false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadInACapture(Way way) throws IOException, InterruptedException {
        OneEndpoint endpoint = way.endpoint();
        Form.Speaker device = way.speaker(endpoint);
        var pcap = new UdpPcap(PORT);
        for (Plaintext report : List.of(REPORT, LATER)) {
            byte[] datagram = device.next(report);
            byte[] answer = endpoint.serve(datagram);
            assertThat(device.read(answer)).isEqualTo(Form.Heard.TAKEN);
            assertThat(hex(datagram)).contains(hex(report.toArray()));
            assertThat(hex(answer)).contains(hex(OneEndpoint.NOTED.toArray()));
            pcap.fromClient(40_000, datagram);
            pcap.fromServer(40_000, answer);
        }
        assertThat(endpoint.delivered).containsExactly(REPORT, LATER);
        Path file = folder.resolve("clear.pcap");
        pcap.writeTo(file);
        Tshark.read(file, "udp.payload")
                .ifPresent(payloads -> {
                    assertThat(payloads).hasSize(4);
                    List<Plaintext> said =
                            List.of(REPORT, OneEndpoint.NOTED, LATER, OneEndpoint.NOTED);
                    for (int i = 0; i < said.size(); i++) {
                        assertThat(payloads.get(i).replace(":", ""))
                                .contains(hex(said.get(i).toArray()));
                    }
                });
    }

    @ParameterizedTest
    @EnumSource
    void noneWithAnOctetChangedIsTaken(Way way) {
        OneEndpoint endpoint = way.endpoint();
        Form.Speaker device = way.speaker(endpoint);
        for (Plaintext report : List.of(REPORT, LATER)) {
            int before = endpoint.delivered.size();
            byte[] datagram = device.next(report);
            flipped(datagram).forEach(endpoint::handle);
            assertThat(endpoint.delivered).hasSize(before);
            byte[] answer = endpoint.serve(datagram);
            assertThat(flipped(answer).filter(each -> device.read(each) == Form.Heard.TAKEN))
                    .isEmpty();
            assertThat(device.read(answer)).isEqualTo(Form.Heard.TAKEN);
        }
        assertThat(endpoint.delivered).containsExactly(REPORT, LATER);
    }

    /// One bit of each octet in turn.
    private static Stream<byte[]> flipped(byte[] datagram) {
        return IntStream.range(0, datagram.length)
                .mapToObj(i -> {
                    byte[] flipped = datagram.clone();
                    flipped[i] ^= 1;
                    return flipped;
                });
    }

    @Test
    void whatHasNoSuchFormSaysWhy() {
        assertThat(SecurityProtocol.values())
                .filteredOn(each -> each.isFor(false))
                .containsExactly(SecurityProtocol.UA, SecurityProtocol.ESP);
        assertThat(SecurityProtocol.values()).allMatch(each -> each.isFor(true));
        assertThat(SecurityProtocol.DTLS.refusal())
                .isEqualTo(
                        "is DTLS, and the network forbids confidentiality: Scandium has no cipher"
                                + " suite without ciphering; take UA or ESP");
        assertThat(SecurityProtocol.OSCORE.refusal()).contains("RFC 8613").endsWith("UA or ESP");
    }

    @Test
    void anEndpointTakesNoOscoreThere() {
        var endpoint = new OneEndpoint(Form.OSCORE, false);
        Form.Speaker device = Form.OSCORE.speaker(endpoint.key, endpoint.device);
        byte[] answer = endpoint.serve(device.next(REPORT));
        assertThat(device.read(answer)).isEqualTo(Form.Heard.REFUSED);
        assertThat(endpoint.delivered).isEmpty();
    }

    private static String hex(byte[] octets) {
        return Octets.copyOf(octets).hex();
    }
}
