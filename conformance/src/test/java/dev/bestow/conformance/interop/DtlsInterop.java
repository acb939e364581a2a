package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.DtlsJourney;
import dev.bestow.conformance.FreePorts;
import dev.bestow.conformance.RecordingRelay;
import dev.bestow.conformance.UdpPcap;
import dev.bestow.session.californium.dtls.LeafKeyConnector;
import dev.bestow.session.device.SendOutcome;
import dev.bestow.session.ua.Plaintext;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The clients and servers of libcoap, on OpenSSL and on GnuTLS (Debian: libcoap3-bin), `openssl s_client`, and tshark,
/// each with a key of an AKA run.
class DtlsInterop {
    private static final Path CAPTURE = Path.of("target", "interop", "dtls.pcap");
    private static final Path CID_CAPTURE = Path.of("target", "interop", "dtls-cid.pcap");
    private static final String WRONG = "a1".repeat(16);

    @TempDir private Path folder;
    private DtlsJourney journey;

    @BeforeEach
    void start() throws IOException {
        journey = new DtlsJourney("12", folder);
    }

    @AfterEach
    void close() {
        journey.close();
    }

    private static void isHere(String tool) {
        boolean available =
                Files.isExecutable(Path.of("/usr/bin", tool)); // Where Debian's packages put it.
        if (!available && !Boolean.getBoolean("interop.required")) {
            System.err.println("SKIPPED, no " + tool + ": nobody else has read our DTLS");
        }
        assertThat(available || !Boolean.getBoolean("interop.required"))
                .as(tool + " is required and is not installed")
                .isTrue();
        assumeTrue(available, "no " + tool + " on this machine");
    }

    /// Octets as a word of bash.
    private static String word(String hex) {
        return "$'" + hex.replaceAll("(..)", "\\\\x$1") + "'";
    }

    private static String output(List<String> command, byte[] input) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        }
        String output =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private String libcoap(String client, String identity, String psk) throws Exception {
        return output(
                List.of(
                        "bash",
                        "-c",
                        "exec %s -m post -B 3 -v 6 -u %s -k %s -e 'meter 21.4C' coaps://127.0.0.1:%d/report"
                                .formatted(
                                        client, identity, word(psk), journey.address().getPort())),
                new byte[0]);
    }

    /// Until it does: an MME's confirmation may be on its way, which is silence here.
    private void delivers(String client) {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> libcoap(client, journey.identity(), journey.psk()).contains("noted"));
        assertThat(journey.delivered()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"coap-client-openssl", "coap-client-gnutls"})
    void aClientOfLibcoapReportsUnderTheKey(String client) throws Exception {
        isHere(client);
        delivers(client);
    }

    @ParameterizedTest
    @ValueSource(strings = {"coap-client-openssl", "coap-client-gnutls"})
    void aWrongKeyAndAnUnknownIdentityAreEquallySilent(String client) throws Exception {
        isHere(client);
        assertThat(libcoap(client, journey.identity(), WRONG)).doesNotContain("noted");
        assertThat(libcoap(client, "b1.00000000", journey.psk())).doesNotContain("noted");
        assertThat(libcoap(client, "no-identity-of-ours", journey.psk())).doesNotContain("noted");
        assertThat(journey.delivered()).isZero();
    }

    /// CoAP by hand: POST /report, CON, with a payload.
    private static byte[] post() {
        byte[] path = "report".getBytes(StandardCharsets.US_ASCII);
        byte[] payload = "meter 21.4C".getBytes(StandardCharsets.US_ASCII);
        byte[] message = new byte[4 + 1 + path.length + 1 + payload.length];
        message[0] = 0x40;
        message[1] = 2;
        message[3] = 7;
        message[4] = (byte) (0xb0 | path.length);
        System.arraycopy(path, 0, message, 5, path.length);
        message[5 + path.length] = (byte) 0xff;
        System.arraycopy(payload, 0, message, 6 + path.length, payload.length);
        return message;
    }

    private String openssl(int port, String suite) throws Exception {
        return output(
                List.of(
                        "bash",
                        "-c",
                        // Its input stays open until an answer has had time to come.
                        "(cat; sleep 2) | timeout 3 openssl s_client -dtls1_2 -quiet -connect"
                                + " 127.0.0.1:%d -psk_identity %s -psk %s -cipher %s:@SECLEVEL=0"
                                        .formatted(port, journey.identity(), journey.psk(), suite)),
                post());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PSK-AES128-CCM8",
                "PSK-AES128-CCM",
                "PSK-AES128-GCM-SHA256",
            })
    void opensslReportsInEachSuiteItShares(String suite) throws Exception {
        isHere("openssl");
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> openssl(journey.address().getPort(), suite).contains("noted"));
    }

    /// With the key, Wireshark reads what OpenSSL and we said to each other.
    @Test
    void tsharkDecryptsASessionAndReadsCoap() throws Exception {
        isHere("openssl");
        isHere("tshark");
        var pcap = new UdpPcap(5684);
        try (var relay = new RecordingRelay(journey.address(), pcap)) {
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> openssl(relay.port(), "PSK-AES128-CCM8").contains("noted"));
        }
        pcap.writeTo(CAPTURE);
        assertThat(tshark(journey.psk())).contains("2\treport", "68\t");
        assertThat(tshark(WRONG)).as("not with another key").doesNotContain("report");
    }

    private String tshark(String psk) throws Exception {
        return tshark(CAPTURE, psk, "coap", "coap.code", "coap.opt.uri_path");
    }

    /// Without tshark's warning that root runs it.
    private static List<String> lines(String output) {
        return output.lines().filter(line -> !line.contains(" ")).toList();
    }

    private static String tshark(Path capture, String psk, String filter, String... fields)
            throws Exception {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
        command.addAll(List.of("-o", "dtls.psk:" + psk, "-Y", filter, "-T", "fields"));
        for (String field : fields) {
            command.addAll(List.of("-e", field));
        }
        return output(command, new byte[0]);
    }

    /// No client here but ours has connection ids: libcoap 4.3.1 and OpenSSL 3 have none. Wireshark reads what they
    /// are, before and after the server sees the device at another port.
    @Test
    void tsharkReadsTheConnectionIdsOfADeviceThatMoves() throws Exception {
        isHere("tshark");
        var pcap = new UdpPcap(5684);
        try (var relay = new RecordingRelay(journey.address(), pcap)) {
            var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.port());
            List<SendOutcome> outcomes =
                    journey.reports(to, Plaintext.of("meter 21.4C"), relay::changePort);
            assertThat(outcomes)
                    .hasSize(2)
                    .allSatisfy(outcome ->
                            assertThat(outcome).isInstanceOf(SendOutcome.Answered.class));
        }
        pcap.writeTo(CID_CAPTURE);
        String filter = "dtls.record.connection_id && udp.dstport == 5684";
        List<String> ids =
                lines(tshark(CID_CAPTURE, journey.psk(), filter, "dtls.record.connection_id"));
        assertThat(ids).as("Finished and two reports").hasSizeGreaterThanOrEqualTo(3);
        assertThat(Set.copyOf(ids)).as("of one session").hasSize(1);
        assertThat(ids.getFirst()).hasSize(2 * LeafKeyConnector.CID_OCTETS);
        filter = "dtls.handshake.type == 2";
        assertThat(lines(tshark(CID_CAPTURE, journey.psk(), filter, "frame.number")))
                .as("one handshake")
                .hasSize(1);
    }

    /// It has no such resource, which it says in a session under the key.
    @ParameterizedTest
    @CsvSource({
        "coap-server-openssl, true",
        "coap-server-gnutls, true",
        "coap-server-openssl, false"
    })
    void ourDeviceSpeaksToAServerOfLibcoap(String server, boolean sameKey) throws Exception {
        isHere(server);
        // Of CoAP over DTLS: libcoap takes the one before for CoAP.
        int port = FreePorts.next();
        String psk = sameKey ? journey.psk() : WRONG;
        Process process =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "exec %s -A 127.0.0.1 -p %d -k %s"
                                        .formatted(server, port - 1, word(psk)))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            var to = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            SendOutcome outcome = journey.report(to, Plaintext.of("meter 21.4C"));
            if (sameKey) {
                assertThat(outcome)
                        .isInstanceOfSatisfying(
                                SendOutcome.Refused.class,
                                refused -> assertThat(refused.reason()).startsWith("CoAP 4.0"));
            } else {
                assertThat(outcome).isEqualTo(new SendOutcome.NoAnswer());
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }
}
