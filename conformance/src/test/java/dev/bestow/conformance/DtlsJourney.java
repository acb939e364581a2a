package dev.bestow.conformance;

import dev.bestow.core.Secret;
import dev.bestow.session.californium.dtls.DtlsPsk;
import dev.bestow.session.californium.dtls.DtlsReports;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.device.SendOutcome;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.KeyForServer;
import dev.bestow.wire.ua.UaForm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// An attached device in a network of one row, whose key another program uses: the server takes its reports by CoAP
/// over DTLS.
public final class DtlsJourney implements AutoCloseable {
    private static final TestCard CARD = TestCard.number(2);

    private final TestNetwork network;
    private final TestServer server;
    private final TestFleet fleet;
    private final Device device;

    public DtlsJourney(String row, Path folder) throws IOException {
        network = TestNetwork.start(row, folder.resolve("network"));
        network.provision(CARD, network.endpoint());
        server =
                TestServer.startWithDtls(
                        network,
                        TestServer.Setup.standard(network, network.endpoint()),
                        folder.resolve("endpoint"));
        fleet = TestFleet.open(network);
        device = fleet.device(CARD, TestFleet.CALM);
        attach();
        // Command lines hold no octet 0.
        for (int tries = 0; psk().contains("00") && tries < 20; tries++) {
            attach();
        }
    }

    private void attach() throws IOException {
        if (!(device.attach() instanceof AttachOutcome.Attached)) {
            throw new IOException("the device is not attached");
        }
    }

    private DeviceKey key() {
        var provision =
                AsProvision.of(
                        network.endpoint(),
                        server.dtlsAddress(),
                        network.plan().serving(network.endpoint()),
                        UaForm.COMPACT,
                        true);
        if (device.key(provision) instanceof KeyForServer.Held(DeviceKey key)) {
            return key;
        }
        throw new IllegalStateException("the device has no key");
    }

    /// What the device calls its key.
    public String identity() {
        try (DeviceKey key = key()) {
            return new DtlsReports(null, DtlsReports.Patience.DEFAULT).identity(key.name()).text();
        }
    }

    /// The key in hex, for a program's command line.
    public String psk() {
        try (DeviceKey key = key();
                Secret psk = DtlsPsk.of(key.leaf())) {
            return psk.use(HexFormat.of()::formatHex);
        }
    }

    /// What a report to somebody else's server comes to, under the device's key.
    public SendOutcome report(InetSocketAddress to, Plaintext report) {
        try (DeviceKey key = key();
                var session =
                        new DtlsReports(null, new DtlsReports.Patience(1_000, 2, 6_000))
                                .open(key, to)) {
            return session.send(report);
        }
    }

    /// What two reports in one session come to, with something done between them.
    public List<SendOutcome> reports(InetSocketAddress to, Plaintext report, Runnable between) {
        try (DeviceKey key = key();
                var session =
                        new DtlsReports(null, new DtlsReports.Patience(1_000, 3, 15_000))
                                .open(key, to)) {
            SendOutcome first = session.send(report);
            between.run();
            return List.of(first, session.send(report));
        }
    }

    /// Where the server takes reports.
    public InetSocketAddress address() {
        return server.dtlsAddress();
    }

    /// How many it has taken.
    public int delivered() {
        return server.delivered().size();
    }

    @Override
    public void close() {
        device.close();
        fleet.close();
        server.close();
        network.close();
    }
}
