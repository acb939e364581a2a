package dev.bestow.cli.device;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Ports;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.session.californium.dtls.DtlsReports;
import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.Device;
import dev.bestow.ue.EspReports;
import dev.bestow.ue.ProtectedReporter;
import dev.bestow.ue.Protection;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.ue.UdpTransport;
import dev.bestow.ue.UeConfig;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/// What protects reports, by its name on the command line.
public enum ReportProtection {
    ua(SecurityProtocol.UA),
    oscore(SecurityProtocol.OSCORE),
    esp(SecurityProtocol.ESP),
    dtls(SecurityProtocol.DTLS);

    private final SecurityProtocol protocol;

    ReportProtection(SecurityProtocol protocol) {
        this.protocol = protocol;
    }

    /// How a device is provisioned for it: those that a device has in itself, and Ua for the others.
    public Protection provision() {
        return this == oscore ? Protection.OSCORE : Protection.UA;
    }

    /// Whether messages without a report go before the first one.
    public boolean hasHandshake() {
        return this == dtls;
    }

    /// What that is, and whether a network that forbids confidentiality has it.
    public SecurityProtocol protocol() {
        return protocol;
    }

    /// Refuses a network that it is of no use in.
    ///
    /// @throws InvalidValue that says what to take there
    public void requireAllowed(boolean ciphered) {
        if (!protocol.isFor(ciphered)) {
            throw new InvalidValue("--protect", protocol.refusal());
        }
    }

    /// Refuses to ask for another key in any other protection.
    public static InvalidValue refreshedOnlyInUa() {
        return new InvalidValue(
                "--refresh", "goes with --protect ua: a device asks in a session of Ua");
    }

    /// Where `endpoint` takes it; null where it does not.
    public @Nullable InetSocketAddress at(RunningEndpoint endpoint) {
        return switch (this) {
            case ua -> endpoint.address();
            case oscore -> endpoint.protections().oscoreAddress();
            case esp -> endpoint.protections().espAddress();
            case dtls -> endpoint.protections().dtlsAddress();
        };
    }

    /// What sends the reports of `device`, which stays the caller's, from whichever address the machine picks.
    public ReportSender sender(Device device, UeConfig.Limits limits, Ports ports) {
        return sender(device, new InetSocketAddress(0).getAddress(), limits, ports);
    }

    /// As above, from the address that the network gave the device.
    public ReportSender sender(
            Device device, InetAddress address, UeConfig.Limits limits, Ports ports) {
        return switch (this) {
            case ua, oscore -> of(device::report, () -> {});
            case esp -> {
                var reports =
                        new EspReports(
                                new UdpTransport(address), ports.entropy(), limits, ports.timers());
                yield of(
                        (server, report) -> device.report(server, reports, report), reports::close);
            }
            case dtls -> {
                var reports =
                        new ProtectedReporter(
                                device,
                                new DtlsReports(null, DtlsReports.Patience.DEFAULT).from(address));
                yield of(reports::report, reports::close);
            }
        };
    }

    private interface Sending {
        ReportOutcome send(AsProvision server, Plaintext report);
    }

    private static ReportSender of(Sending sending, Runnable end) {
        return new ReportSender() {
            @Override
            public ReportOutcome send(AsProvision server, Plaintext report) {
                return sending.send(server, report);
            }

            @Override
            public void close() {
                end.run();
            }
        };
    }
}
