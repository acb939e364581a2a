package dev.bestow.conformance;

import static java.util.Objects.requireNonNull;

import dev.bestow.cli.lab.LabGateway;
import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.core.Imsi;
import dev.bestow.keyserver.trace.KeyServerEvent;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.CommandCode;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// An attached device in a network of solution 1C, for whoever plays its packet gateway.
public final class PulledJourney implements AutoCloseable {
    private static final TestCard CARD = TestCard.number(2);

    private final TestNetwork network;
    private final RunningEndpoint hse;
    private final TestFleet fleet;
    private final Device device;

    public PulledJourney(Path folder) throws IOException {
        network = TestNetwork.start("1C", LabMme.plain, folder);
        network.provision(CARD, LabNodes.HSE);
        hse = network.hse(folder, LabNodes.ANY_PORT);
        fleet = TestFleet.open(network);
        device = fleet.deviceAt(CARD, 0);
        if (!(device.attach() instanceof AttachOutcome.Attached)) {
            throw new IOException("the device is not attached");
        }
    }

    public Imsi imsi() {
        return CARD.imsi();
    }

    /// Of the device.
    public String address() {
        return LabGateway.address(0).getHostAddress();
    }

    /// Where the HSE takes accounting.
    public InetSocketAddress accounting() {
        return requireNonNull(hse.accountingAddress(), "it asks for keys");
    }

    /// How often the HSS was asked for a key.
    public long pulls() {
        return network.diameter().requestsTo(LabNodes.HSS, CommandCode.CONFIGURATION_INFORMATION);
    }

    /// Whether the HSE has a key of the device.
    public boolean isHeld() {
        return requireNonNull(hse.ownKeys(), "it has a ring").trace().of(imsi()).stream()
                .anyMatch(entry -> entry.event() instanceof KeyServerEvent.Pushed);
    }

    /// Whether the device's report is answered.
    public boolean isReportAnswered() {
        var server = fleet.provision(LabNodes.HSE, hse.address());
        return device.report(server, Plaintext.of("a report of 20 octet"))
                instanceof ReportOutcome.Delivered;
    }

    @Override
    public void close() {
        fleet.close();
        hse.close();
        network.close();
    }
}
