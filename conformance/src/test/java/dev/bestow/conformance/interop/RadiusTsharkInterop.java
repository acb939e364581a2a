package dev.bestow.conformance.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestow.conformance.DiameterDissection;
import dev.bestow.conformance.RadiusDissection;
import dev.bestow.conformance.RadiusDissection.Message;
import dev.bestow.conformance.UdpPcap;
import dev.bestow.wire.radius.AccountingCodec;
import dev.bestow.wire.radius.AccountingRequest;
import dev.bestow.wire.radius.AccountingSamples;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// tshark reads the accounting our tests are made of as they mean it, and finds each of our responses well formed and
/// authentic.
///
/// Without a tshark the class is skipped and says so; with `-Dinterop.required=true`, as CI runs it, it fails.
class RadiusTsharkInterop {
    private static final Path TARGET = Path.of("target", "interop");
    private static final int CLIENT_PORT = 40_000;

    @BeforeAll
    static void tsharkIsHere() throws InterruptedException {
        boolean available = DiameterDissection.available();
        if (!available && !Boolean.getBoolean("interop.required")) {
            System.err.println(
                    "SKIPPED, no tshark: nobody but ourselves has read our RADIUS messages");
        }
        assertThat(available || !Boolean.getBoolean("interop.required"))
                .as("tshark is required and is not installed")
                .isTrue();
        assumeTrue(available, "no tshark on this machine");
    }

    private static byte[] response(byte[] request) {
        return AccountingCodec.encodeResponse(
                (AccountingRequest) AccountingCodec.decode(request, AccountingSamples.secret()),
                AccountingSamples.secret());
    }

    private static List<Message> dissect(String name, UdpPcap pcap, String... fields)
            throws IOException, InterruptedException {
        Path file = TARGET.resolve(name + ".pcap");
        pcap.writeTo(file);
        return RadiusDissection.of(file, AccountingSamples.SECRET, fields).messages();
    }

    @Test
    void everyRequestHasAnAuthenticResponseAndNothingIsMalformed()
            throws IOException, InterruptedException {
        UdpPcap pcap = new UdpPcap(1813);
        List<byte[]> requests = AccountingSamples.requests();
        for (int i = 0; i < requests.size(); i++) {
            pcap.fromClient(CLIENT_PORT + i, requests.get(i));
            pcap.fromServer(CLIENT_PORT + i, response(requests.get(i)));
        }
        List<Message> read = dissect("radius", pcap);
        assertThat(read).hasSize(2 * requests.size());
        assertThat(read).allMatch(message -> message.complaints().isEmpty());
        for (int i = 0; i < read.size(); i += 2) {
            assertThat(read.get(i).code()).isEqualTo("4");
            assertThat(read.get(i + 1).code()).isEqualTo("5");
            assertThat(read.get(i + 1).authentic()).isTrue();
            assertThat(read.get(i + 1).answers()).isEqualTo(Integer.toString(i + 1));
        }
    }

    @Test
    void theAttributesAreThoseOfAGateway() throws IOException, InterruptedException {
        UdpPcap pcap = new UdpPcap(1813);
        pcap.fromClient(CLIENT_PORT, AccountingSamples.requests().getLast());
        Message read =
                dissect(
                                "radius-values",
                                pcap,
                                "radius.Acct_Status_Type",
                                "radius.Framed-IP-Address",
                                "radius.Called_Station_Id",
                                "e212.imsi",
                                "radius.3GPP_SGSN_MCC_MNC",
                                "radius.3GPP_IMEISV",
                                "radius.Framed_IPv6_Prefix")
                        .getFirst();
        assertThat(read.values())
                .containsExactly(
                        "1",
                        "192.0.2.2",
                        AccountingSamples.APN,
                        AccountingSamples.IMSI,
                        "00101",
                        "3534900698733190",
                        "004020010db800000001");
    }

    /// The check can fail.
    @Test
    void aCorruptedMessageIsFlagged() throws IOException, InterruptedException {
        byte[] request = AccountingSamples.requests().getFirst();
        byte[] cut = request.clone();
        cut[21] = 99;
        byte[] response = response(request);
        response[4] ^= 1;
        UdpPcap pcap = new UdpPcap(1813);
        pcap.fromClient(CLIENT_PORT, request);
        pcap.fromServer(CLIENT_PORT, response);
        pcap.fromClient(CLIENT_PORT + 1, cut);
        List<Message> read = dissect("radius-corrupted", pcap);
        assertThat(read.getFirst().complaints()).isEmpty();
        assertThat(read.get(1).authentic()).isFalse();
        assertThat(read.getLast().complaints()).isNotEmpty();
    }
}
