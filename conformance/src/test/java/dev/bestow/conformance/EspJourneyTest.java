package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.EspReports;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.ue.UaTransport;
import dev.bestow.ue.UdpTransport;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// ESP without IKE (solution 6) under keys of whichever delivery reaches the endpoint: a device attaches, and its first
/// packet is protected already.
class EspJourneyTest {
    private static final Plaintext REPORT = Plaintext.of("a report of 20 octet");
    private static final TestCard CARD = TestCard.number(2);

    /// 20 octets of report, 2 of padding, 34 of ESP.
    private static final int LATER = 56;

    /// With marker, header, RAND id and nonce.
    private static final int FIRST = 25 + LATER;

    @TempDir private Path folder;

    /// With what went up.
    private static final class Recorded implements UaTransport {
        private final UaTransport transport;
        private final List<Integer> up = Collections.synchronizedList(new ArrayList<>());

        Recorded(UaTransport transport) {
            this.transport = transport;
        }

        /// Lengths of the datagrams.
        List<Integer> octets() {
            return List.copyOf(up);
        }

        @Override
        public Port open(InetSocketAddress server, Consumer<byte[]> received) throws IOException {
            Port port = transport.open(server, received);
            return new Port() {
                @Override
                public void send(byte[] datagram) {
                    up.add(datagram.length);
                    port.send(datagram);
                }

                @Override
                public void close() {
                    port.close();
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1A", "1D", "2", "10", "12"})
    void aDeviceReportsInEsp(String solution) throws IOException {
        try (TestLab lab = TestLab.start(solution, folder)) {
            lab.network().provision(CARD, lab.network().endpoint());
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            assertAttached(device);
            AsProvision server =
                    lab.fleet().provision(lab.network().endpoint(), lab.server().espAddress());
            var transport = new Recorded(new UdpTransport());
            var world = lab.network().world();
            try (var esp =
                    new EspReports(transport, world.entropy(), TestFleet.CALM, world.timers())) {
                assertDelivered(device.report(server, esp, REPORT));
                assertThat(transport.octets()).containsExactly(FIRST);
                assertDelivered(device.report(server, esp, REPORT));
                assertDelivered(device.report(server, esp, REPORT));
                assertThat(transport.octets()).containsExactly(FIRST, LATER, LATER);
                assertAttached(device);
                assertDelivered(device.report(server, esp, REPORT));
                assertThat(transport.octets())
                        .as("another key, another session")
                        .containsExactly(FIRST, LATER, LATER, FIRST);
            }
            assertThat(lab.server().delivered()).hasSize(4).containsOnly(REPORT);
        }
    }

    private static void assertAttached(Device device) {
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
    }

    private static void assertDelivered(ReportOutcome outcome) {
        assertThat(outcome).isEqualTo(new ReportOutcome.Delivered(TestServer.thanks(REPORT)));
    }
}
