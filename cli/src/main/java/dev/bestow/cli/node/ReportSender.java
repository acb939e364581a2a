package dev.bestow.cli.node;

import dev.bestow.core.Ports;
import dev.bestow.session.californium.dtls.DtlsReports;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.Device;
import dev.bestow.ue.EspReports;
import dev.bestow.ue.ProtectedReporter;
import dev.bestow.ue.Protection;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.ue.UdpTransport;
import dev.bestow.ue.UeConfig;

/// One device's reports in the protection that its owner chose.
interface ReportSender extends AutoCloseable {
    /// By their names on the command line.
    enum Kind {
        ua,
        oscore,
        oscore3gpp,
        esp,
        dtls;

        /// How a device is provisioned for it: those that a device has in itself, and Ua for the others.
        Protection of() {
            return switch (this) {
                case oscore -> Protection.OSCORE;
                case oscore3gpp -> Protection.OSCORE_3GPP;
                case ua, esp, dtls -> Protection.UA;
            };
        }

        /// What sends the reports of `device`, which stays the caller's.
        ReportSender sender(Device device, UeConfig.Limits limits, Ports ports) {
            return switch (this) {
                case ua, oscore, oscore3gpp -> of(device::report, () -> {});
                case esp -> {
                    var reports =
                            new EspReports(
                                    new UdpTransport(), ports.entropy(), limits, ports.timers());
                    yield of(
                            (server, report) -> device.report(server, reports, report),
                            reports::close);
                }
                case dtls -> {
                    var reports =
                            new ProtectedReporter(
                                    device, new DtlsReports(null, DtlsReports.Patience.DEFAULT));
                    yield of(reports::report, reports::close);
                }
            };
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

    /// One report, and what came of it.
    @FunctionalInterface
    interface Sending {
        ReportOutcome send(AsProvision server, Plaintext report);
    }

    ReportOutcome send(AsProvision server, Plaintext report);

    @Override
    void close();
}
