package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.CoapPcap;
import dev.bestow.conformance.DiameterDissection;
import dev.bestow.conformance.OscorePeers;
import dev.bestow.core.Octets;
import dev.bestow.session.oscore.OscoreAgreement;
import dev.bestow.session.oscore.OscoreClient;
import dev.bestow.session.oscore.OscoreExchange;
import dev.bestow.session.oscore.OscoreSession;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.coap.CoapOption;
import dev.bestow.wire.coap.OscoreOption;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// tshark, given the Master Secret and the ID Context, opens what device and server said to each other; given another
/// ID Context it opens nothing.
class OscoreTsharkInterop {
    /// tshark prints the ciphertext, then what was in it.
    private static String inside(String both) {
        return both.substring(both.indexOf(',') + 1);
    }

    @BeforeAll
    static void tsharkIsHere() throws InterruptedException {
        boolean available = DiameterDissection.available();
        if (!available && !Boolean.getBoolean("interop.required")) {
            System.err.println("SKIPPED, no tshark: it has not opened our OSCORE");
        }
        assertThat(available || !Boolean.getBoolean("interop.required"))
                .as("tshark is required and is not installed")
                .isTrue();
        assumeTrue(available, "no tshark on this machine");
    }

    /// @param ids the device's Sender ID, and what the context is salted with
    private record Captured(Path file, String masterSecret, Octets idContext, Ids ids) {
        /// The field of each frame, and several of one frame with a comma between.
        List<String> field(String name, String ofContext) throws IOException, InterruptedException {
            String context =
                    "uat:oscore_contexts:\"%s\",\"01\",\"%s\",\"%s\",\"%s\",\"%s\""
                            .formatted(
                                    ids.device(),
                                    masterSecret,
                                    ids.salt(),
                                    ofContext,
                                    "AES-CCM-16-64-128 (CCM*)");
            Process tshark =
                    new ProcessBuilder(
                                    "tshark",
                                    "-n",
                                    "-r",
                                    file.toString(),
                                    "-o",
                                    context,
                                    "-T",
                                    "fields",
                                    "-e",
                                    name)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String output =
                    new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(tshark.waitFor()).isZero();
            return output.lines().toList();
        }
    }

    private record Ids(String device, String salt) {
        static final Ids NONE = new Ids("", "");
    }

    /// 3GPP's round trip and two reports.
    private static Captured capturedAgreement() throws IOException {
        var pcap = new CoapPcap();
        try (var peers = new OscorePeers();
                OscoreClient client = peers.client();
                var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(10_000);
            OscoreAgreement agreement = client.agree(Plaintext.of("report 0"));
            byte[] asked = agreement.datagram();
            byte[] answer = exchanged(asked, socket, peers, pcap);
            try (OscoreSession session =
                    ((OscoreAgreement.Outcome.Agreed) agreement.open(answer)).session()) {
                for (int i = 0; i < 2; i++) {
                    byte[] request = session.seal(Plaintext.of("report " + i)).datagram();
                    exchanged(request, socket, peers, pcap);
                }
            }
            Path file = Path.of("target", "interop", "oscore-3gpp.pcap");
            pcap.writeTo(file);
            String said = payload(answer);
            return new Captured(
                    file,
                    HexFormat.of().formatHex(peers.masterSecretOf3gpp()),
                    Octets.EMPTY,
                    new Ids(said.substring(2 * 11), payload(asked) + said));
        }
    }

    private static String payload(byte[] datagram) {
        return ((CoapMessage) CoapCodec.decode(datagram)).payload().hex();
    }

    private static byte[] exchanged(
            byte[] request, DatagramSocket socket, OscorePeers peers, CoapPcap pcap)
            throws IOException {
        socket.send(new DatagramPacket(request, request.length, peers.address()));
        var received = new DatagramPacket(new byte[2_048], 2_048);
        socket.receive(received);
        byte[] answer = Arrays.copyOf(received.getData(), received.getLength());
        pcap.coap(true, request);
        pcap.coap(false, answer);
        return answer;
    }

    private static Captured captured(String name) throws IOException {
        var pcap = new CoapPcap();
        Octets idContext = Octets.EMPTY;
        try (var peers = new OscorePeers();
                OscoreClient client = peers.client();
                OscoreSession session = client.begin(Plaintext.of("report 0"));
                var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.setSoTimeout(10_000);
            for (int i = 0; i < 3; i++) {
                OscoreExchange exchange = session.seal(Plaintext.of("report " + i));
                byte[] request = exchange.datagram();
                idContext = idContext(request);
                exchanged(request, socket, peers, pcap);
            }
            Path file = Path.of("target", "interop", name + ".pcap");
            pcap.writeTo(file);
            return new Captured(
                    file, HexFormat.of().formatHex(peers.masterSecret()), idContext, Ids.NONE);
        }
    }

    private static Octets idContext(byte[] datagram) {
        Octets option =
                ((CoapMessage) CoapCodec.decode(datagram)).option(CoapOption.OSCORE).orElseThrow();
        return Objects.requireNonNull(
                OscoreOption.decode(option).orElseThrow().kidContext(), "it is there");
    }

    private static List<String> hex(String... texts) {
        return Arrays.stream(texts)
                .map(text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII)))
                .toList();
    }

    @Test
    void everyMessageOpensUnderTheContextThatItsRequestNames()
            throws IOException, InterruptedException {
        Captured captured = captured("oscore");
        String context = captured.idContext().hex();
        assertThat(captured.field("oscore.code", context))
                .containsExactly("2", "68", "2", "68", "2", "68");
        assertThat(captured.field("data.data", context).stream().map(OscoreTsharkInterop::inside))
                .containsExactlyElementsOf(
                        hex("report 0", "noted", "report 1", "noted", "report 2", "noted"));
        assertThat(captured.field("_ws.expert.message", context)).allMatch(String::isEmpty);
    }

    @Test
    void threeGppsRoundTripIsCborAndTheContextOfItOpensWhatFollows()
            throws IOException, InterruptedException {
        Captured captured = capturedAgreement();
        assertThat(captured.field("coap.code", "")).startsWith("2", "65");
        assertThat(captured.field("coap.opt.ctype", ""))
                .startsWith("application/cbor", "application/cbor");
        assertThat(captured.field("coap.opt.uri_path", "")).startsWith("best");
        assertThat(captured.field("cbor.item.items", "")).startsWith("4", "2");
        assertThat(captured.field("oscore.code", "")).endsWith("2", "68", "2", "68");
        assertThat(
                        captured.field("data.data", "").stream()
                                .skip(2)
                                .map(OscoreTsharkInterop::inside))
                .containsExactlyElementsOf(hex("report 0", "noted", "report 1", "noted"));
        assertThat(captured.field("_ws.expert.message", "")).allMatch(String::isEmpty);
    }

    @Test
    void nothingOpensUnderAnotherContext() throws IOException, InterruptedException {
        Captured captured = captured("oscore-other");
        String another = "00".repeat(12);
        assertThat(captured.field("oscore.code", another)).allMatch(String::isEmpty);
        assertThat(captured.field("_ws.expert.message", another))
                .allMatch(complaint -> complaint.contains("Security context not set"));
    }
}
