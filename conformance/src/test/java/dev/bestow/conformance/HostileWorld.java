package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.cli.lab.LabNodes;
import dev.bestow.keys.hpke.EndpointPrivateKey;
import dev.bestow.keys.hpke.Kem;
import dev.bestow.keys.solution.Naming;
import dev.bestow.keys.solution.Solution;
import dev.bestow.network.config.UaSection;
import dev.bestow.network.store.EndpointKeyFiles;
import dev.bestow.session.californium.dtls.DtlsReports;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.EspReports;
import dev.bestow.ue.ProtectedReporter;
import dev.bestow.ue.Protection;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.ue.UdpTransport;
import dev.bestow.wire.ua.UaForm;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// An endpoint that takes every protection, and an honest device in each, whose datagrams are heard on the way.
final class HostileWorld implements AutoCloseable {
    private static final int UA_HEAD = 1;
    private static final int ESP_HEAD = 5;
    private static final int DTLS_HEAD = 27;
    private static final int OSCORE_HEAD = 11;

    /// Sends a report and says what came of it.
    private interface Reporting {
        ReportOutcome report(Plaintext report);
    }

    /// A protection, its port at the server, and a device that speaks it through somebody who listens.
    static final class Line implements RecordingRelay.Passing {
        private final String name;
        private final InetSocketAddress server;
        private final int head;
        private final List<byte[]> up = new CopyOnWriteArrayList<>();
        private final List<byte[]> down = new CopyOnWriteArrayList<>();
        private final RecordingRelay relay;
        private Reporting device = _ -> new ReportOutcome.NoAnswer();
        private volatile boolean heard = true;
        private int reports;

        Line(String name, InetSocketAddress server, int head) {
            this.name = name;
            this.server = server;
            this.head = head;
            relay = new RecordingRelay(server, this);
        }

        @Override
        public void fromClient(int port, byte[] message) {
            if (heard) {
                up.add(message);
            }
        }

        @Override
        public void fromServer(int port, byte[] message) {
            if (heard) {
                down.add(message);
            }
        }

        String name() {
            return name;
        }

        InetSocketAddress server() {
            return server;
        }

        /// Where the device takes datagrams from anybody.
        InetSocketAddress client() {
            return relay.clientSide();
        }

        private InetSocketAddress through() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.port());
        }

        List<byte[]> up() {
            return up;
        }

        List<byte[]> down() {
            return down;
        }

        int head() {
            return head;
        }
    }

    private final TestNetwork network;
    private final TestServer server;
    private final TestFleet fleet;
    private final Map<String, Line> lines = new LinkedHashMap<>();
    private final List<Runnable> open = new ArrayList<>();
    private final List<Plaintext> sent = new ArrayList<>();

    HostileWorld(Path folder) throws IOException {
        network = TestNetwork.start("12", folder.resolve("network"));
        var keys = EndpointKeyFiles.in(folder.resolve("keys"), TestNetwork.AS);
        EndpointPrivateKey key = EndpointPrivateKey.fresh(Kem.X25519, network.world().entropy());
        open.add(key::close);
        keys.write(TestNetwork.AS, key);
        server =
                TestServer.startWith(
                        network,
                        TestServer.Setup.standard(network, TestNetwork.AS),
                        folder.resolve("as"),
                        new UaSection(LabNodes.ANY_PORT, List.of(), List.of(keys.privateKey())));
        fleet = TestFleet.open(network);
        ua("Ua compact", line -> provision(line, UaForm.COMPACT));
        ua("Ua literal", line -> provision(line, UaForm.LITERAL));
        ua(
                "Ua certificate",
                line -> provision(line, UaForm.COMPACT).withCertificate(key.publicKey()));
        oscore();
        esp();
        dtls();
    }

    /// How its device is provisioned.
    private interface Provisioning {
        AsProvision of(Line line);
    }

    private AsProvision provision(Line line, UaForm form) {
        Solution row = network.plan().serving(TestNetwork.AS);
        Naming naming = form == UaForm.LITERAL ? Naming.GUTI : row.naming();
        return new AsProvision(TestNetwork.AS, line.through(), row, form, naming, true);
    }

    private Line line(String name, InetSocketAddress at, int head) {
        var line = new Line(name, at, head);
        open.add(line.relay::close);
        lines.put(name, line);
        return line;
    }

    private Device attached() {
        TestCard card = TestCard.number(lines.size());
        network.provision(card, TestNetwork.AS);
        Device device = fleet.device(card, TestFleet.CALM);
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        open.add(device::close);
        return device;
    }

    private void ua(String name, Provisioning provisioning) {
        Line line = line(name, server.address(), UA_HEAD);
        Device device = attached();
        AsProvision at = provisioning.of(line);
        line.device = report -> device.report(at, report);
    }

    private void oscore() {
        Line line = line("OSCORE", server.oscoreAddress(), OSCORE_HEAD);
        Device device = attached();
        AsProvision at =
                provision(line, UaForm.COMPACT).speaking(Protection.OSCORE, line.through());
        line.device = report -> device.report(at, report);
    }

    private void esp() {
        Line line = line("ESP", server.espAddress(), ESP_HEAD);
        Device device = attached();
        TestWorld world = network.world();
        var reports =
                new EspReports(new UdpTransport(), world.entropy(), TestFleet.CALM, world.timers());
        open.add(reports::close);
        AsProvision at = provision(line, UaForm.COMPACT);
        line.device = report -> device.report(at, reports, report);
    }

    private void dtls() {
        Line line = line("DTLS", server.dtlsAddress(), DTLS_HEAD);
        var reporter =
                new ProtectedReporter(
                        attached(),
                        new DtlsReports(null, new DtlsReports.Patience(1_000, 4, 20_000)));
        open.add(reporter::close);
        AsProvision at = provision(line, UaForm.COMPACT);
        line.device = report -> reporter.report(at, report);
    }

    List<Line> lines() {
        return List.copyOf(lines.values());
    }

    /// An honest report, which nobody else has made; fails when it is not answered with its own thanks.
    void report(Line line) {
        Plaintext report =
                Plaintext.of("meter %-17s report %05d".formatted(line.name, line.reports++));
        sent.add(report);
        assertThat(line.device.report(report))
                .as("report %s of the honest device in %s", line.reports, line.name)
                .isEqualTo(new ReportOutcome.Delivered(TestServer.thanks(report)));
    }

    /// From now on nothing more is heard.
    void stopListening() {
        lines().forEach(line -> line.heard = false);
    }

    /// What honest devices have sent, in order.
    List<Plaintext> sent() {
        return List.copyOf(sent);
    }

    /// What the application was given, in order.
    List<Plaintext> delivered() {
        return server.delivered();
    }

    @Override
    public void close() {
        open.reversed().forEach(Runnable::run);
        fleet.close();
        server.close();
        network.close();
    }
}
