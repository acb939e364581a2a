package dev.bestow.cli.node;

import dev.bestow.cli.device.ReportProtection;
import dev.bestow.core.InvalidValue;
import dev.bestow.link.tun.TunDevice;
import dev.bestow.network.config.UeNodeConfig;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.Device;
import dev.bestow.ue.EspTunnel;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.ue.UdpTransport;
import dev.bestow.ue.UeConfig;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.Objects;

/// `bestow ue --tun`: in place of reports, the packets of this machine.
final class TunnelOption {
    @Option(
            names = "--tun",
            paramLabel = "NAME",
            description =
                    "In place of reports, a tunnel: makes a network interface of that name, whose"
                        + " IPv4 packets go to the application server in ESP until this ends"
                        + " (Ctrl-C). The server says which address it has, and needs 'esp: {tun:"
                        + " ...}'. For one device, with --protect esp, on Linux, with"
                        + " CAP_NET_ADMIN.")
    private @Nullable String name;

    private @Nullable TunDevice tun;

    /// Makes the interface, where one is asked for.
    void open(ReportProtection protection, int devices) throws IOException {
        String wanted = name;
        if (wanted == null) {
            return;
        }
        if (protection != ReportProtection.esp) {
            throw new InvalidValue("--tun", "goes with --protect esp");
        }
        if (devices != 1) {
            throw new InvalidValue(
                    "--tun",
                    "is for one device, and the credentials file has %d: leave one card in it"
                            .formatted(devices));
        }
        tun = TunDevice.open(wanted);
    }

    boolean isGiven() {
        return name != null;
    }

    /// Keeps the tunnel up until the process is told to end.
    ///
    /// @param what the device is called in what is printed
    /// @return whether it was up
    boolean run(
            NodeCommand.Start<UeNodeConfig> start, String what, Device device, AsProvision server)
            throws IOException {
        TunDevice opened = Objects.requireNonNull(tun, "opened before");
        EspTunnel tunnel =
                start.shutdown()
                        .closing(
                                new EspTunnel(
                                        opened,
                                        new UdpTransport(),
                                        UeConfig.Limits.DEFAULT,
                                        start.ports(),
                                        address -> {
                                            start.out()
                                                    .println(
                                                            "%s has %s on %s"
                                                                    .formatted(
                                                                            what,
                                                                            address,
                                                                            opened.name()));
                                            start.out().flush();
                                        }));
        ReportOutcome outcome = tunnel.run(device, server);
        if (outcome instanceof ReportOutcome.Delivered) {
            return true;
        }
        start.out().println(what + " has no tunnel: " + outcome.inWords());
        return false;
    }
}
