package dev.bestow.cli.node;

import dev.bestow.cli.device.ReportProtection;
import dev.bestow.cli.device.ReportSender;
import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.core.AsId;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.keys.solution.Naming;
import dev.bestow.keys.solution.Solution;
import dev.bestow.network.config.Connecting;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.UeNodeConfig;
import dev.bestow.network.store.EndpointKeyFiles;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.DeviceFile;
import dev.bestow.ue.NasPort;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.ue.UdpTransport;
import dev.bestow.ue.UeConfig;
import dev.bestow.ue.UeFleet;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.ua.UaForm;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// `bestow ue`
@Command(
        name = "ue",
        description = {
            "Runs devices: one for each card of the credentials file, in its order; the same file"
                + " 'bestow provision' reads. Each attaches, reports to the application server and"
                + " prints what came of it.",
            "Those cards are software and forget their SQN when the process ends; real ones do not."
                    + " With 'usim' in the configuration it is one device, on the card in a PC/SC"
                    + " reader (usim: {reader: any, imsi: IMSI}) or in a modem that passes commands"
                    + " to it (usim: {modem: /dev/ttyUSB2})."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every report was answered",
            "1:one was not",
            "2:the configuration is wrong"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow ue --config examples/five-processes/ue.yaml --reports 3",
            "  bestow ue --config examples/five-processes/ue.yaml --state data/ue",
            "  bestow ue --config examples/five-processes/ue.yaml --modem /dev/ttyUSB2",
            "  bestow ue --config examples/five-processes/ue.yaml --protect dtls --to"
                    + " localhost:5684",
            "  bestow ue --config ue.yaml --protect esp --to as.example.net:4500 --tun bestow0"
        })
public final class UeCommand extends NodeCommand<UeNodeConfig> {
    /// A run takes some round trips over the radio.
    private static final long REFRESH_MS = 20_000;

    /// What a modem does with its own network is none of this node's business.
    private static final NasPort ATTACHES_ELSEWHERE =
            (message, _, _) -> {
                throw new IllegalStateException("no NAS link, and " + message + " to send");
            };

    @Option(
            names = "--reports",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Reports of each device (default ${DEFAULT-VALUE}); all but the first go in its"
                            + " session.")
    private int reports = 1;

    @Option(
            names = "--refresh",
            description =
                    "After its reports each device asks the application server for another"
                            + " key (solutions 11 and 12), and reports once more when it has it.")
    private boolean refresh;

    @Option(
            names = "--message",
            paramLabel = "TEXT",
            defaultValue = "temperature 21.4 \u00b0C",
            description = "What they report.")
    private String message = "";

    @Option(
            names = "--modem",
            paramLabel = "DEVICE",
            description =
                    "Runs on the USIM in a modem, whatever card the configuration has: the file of"
                            + " its port for AT commands, most often the third of its ports. Its"
                            + " PIN has to be off or entered, no other program may use the port"
                            + " (systemctl stop ModemManager), and this user has to be in group"
                            + " dialout.")
    private @Nullable String modem;

    @Option(
            names = "--protect",
            paramLabel = "HOW",
            defaultValue = "ua",
            description =
                    "What protects the reports: ${COMPLETION-CANDIDATES} (default"
                        + " ${DEFAULT-VALUE}). oscore is CoAP in OSCORE, oscore3gpp the same after"
                        + " 3GPP's round trip, which the server has to take ('oscore: {form3gpp:"
                        + " true}'), esp is ESP in UDP, dtls is CoAP over DTLS, POST"
                        + " coaps://.../report. All but ua and esp cipher, and so are refused where"
                        + " the network forbids that.")
    private ReportProtection protection = ReportProtection.ua;

    @Option(
            names = "--to",
            paramLabel = "HOST:PORT",
            description =
                    "Where the application server takes them, in place of ua.connect of the"
                            + " configuration: its port for that protection, usually 5683 with"
                            + " oscore, 4500 with esp and 5684 with dtls.")
    private @Nullable String to;

    @Mixin private TunnelOption tunnel = new TunnelOption();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Where each device has a file, in clear and for its owner alone, with the keys"
                        + " of its last attach and the count of its requests. With those it reports"
                        + " without an attach after power-off (solutions 2, 10, 11, 12, 1E).")
    private @Nullable Path state;

    UeCommand() {
        super(UeNodeConfig.class);
    }

    @Override
    int run(Start<UeNodeConfig> start) throws Exception {
        if (refresh && protection != ReportProtection.ua) {
            throw ReportProtection.refreshedOnlyInUa();
        }
        UeNodeConfig config = start.config();
        AsProvision server = server(config);
        Connecting nas = config.nas();
        UeFleet fleet =
                nas == null
                        ? null
                        : start.shutdown()
                                .closing(
                                        UeFleet.open(
                                                nas.connect().resolve("nas.connect"), NasTap.NONE));
        List<Subscription> subscriptions = Subscription.all(start, modem);
        tunnel.open(protection, subscriptions.size());
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> journeys = new ArrayList<>();
            for (Subscription subscription : subscriptions) {
                String name = "device " + (journeys.size() + 1);
                Device device = device(start, fleet, subscription);
                Callable<Boolean> journey = () -> journey(start, name, device, server);
                journeys.add(executor.submit(journey));
            }
            return allGood(journeys) ? ExitStatus.OK : ExitStatus.FAILED;
        }
    }

    private static boolean allGood(List<Future<Boolean>> journeys) throws InterruptedException {
        boolean good = true;
        for (Future<Boolean> journey : journeys) {
            try {
                good &= journey.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a device stopped", e.getCause());
            }
        }
        return good;
    }

    private AsProvision server(UeNodeConfig config) {
        UeNodeConfig.Policy policy = config.policy();
        if (policy.applicationServers().size() != 1) {
            throw new InvalidValue(
                    "policy.applicationServers",
                    "names the one application server the devices report to");
        }
        AsId asId = policy.applicationServers().getFirst();
        InetSocketAddress address =
                to == null
                        ? config.ua().connect().resolve("ua.connect")
                        : Endpoint.parse(to).resolve("--to");
        PlmnId plmn = config.identity().plmn();
        boolean ciphered = !policy.confidentialityForbidden().contains(plmn);
        UaForm form = config.ua().form().form();
        Path certificate = config.ua().certificate();
        Solution row = policy.plan().serving(asId);
        return new AsProvision(
                asId,
                address,
                row,
                form,
                form == UaForm.LITERAL ? Naming.GUTI : row.naming(),
                ciphered,
                protection.provision(),
                certificate == null
                        ? null
                        : EndpointKeyFiles.read("ua.certificate", certificate, asId));
    }

    private Device device(
            Start<UeNodeConfig> start, @Nullable UeFleet fleet, Subscription subscription)
            throws IOException {
        PlmnId plmn = start.config().identity().plmn();
        int linkId = start.ports().entropy().nextInt();
        var device =
                new Device(
                        new UeConfig(
                                subscription.imsi(),
                                plmn,
                                start.config().policy().keyIdentifier(),
                                emks(start.config()),
                                UeConfig.Limits.DEFAULT.withKeyLifeMs(
                                        TimeUnit.SECONDS.toMillis(
                                                start.config().policy().keyLifetimeSeconds()))),
                        subscription.usim(),
                        new Device.Ports(
                                fleet == null ? ATTACHES_ELSEWHERE : fleet.port(linkId),
                                new UdpTransport(),
                                start.ports().entropy(),
                                start.ports().timers(),
                                KAppObserver.NONE,
                                memory(start, subscription.imsi())));
        if (fleet != null) {
            fleet.join(linkId, device);
        }
        return device;
    }

    private Device.@Nullable Memory memory(Start<UeNodeConfig> start, Imsi imsi)
            throws IOException {
        Path folder = state;
        if (folder == null) {
            return null;
        }
        DeviceFile file = DeviceFile.open(folder.resolve(imsi.digits() + ".device"), imsi);
        return new Device.Memory(start.shutdown().closing(file), start.ports().clock());
    }

    private static @Nullable InetSocketAddress emks(UeNodeConfig config) {
        Connecting emks = config.emks();
        return emks == null ? null : emks.connect().resolve("emks.connect");
    }

    private boolean journey(
            Start<UeNodeConfig> start, String name, Device device, AsProvision server)
            throws IOException {
        try (device;
                ReportSender sender =
                        protection.sender(device, UeConfig.Limits.DEFAULT, start.ports())) {
            return delivers(start, name, device, server, sender);
        }
    }

    private boolean delivers(
            Start<UeNodeConfig> start,
            String name,
            Device device,
            AsProvision server,
            ReportSender sending)
            throws IOException {
        if (device.remembers(server)) {
            start.out().println(name + " goes on with the keys it had");
        } else if (start.config().nas() != null) {
            AttachOutcome attached = device.attach();
            if (!(attached instanceof AttachOutcome.Attached)) {
                start.out().println(name + " did not attach: " + attached.inWords());
                return false;
            }
        }
        if (tunnel.isGiven()) {
            return tunnel.run(start, name, device, server);
        }
        for (int report = 0; report < reports; report++) {
            if (!reports(start, name, server, sending)) {
                return false;
            }
        }
        return !refresh
                || (refreshed(start, name, device, server)
                        && reports(start, name, server, sending));
    }

    private boolean reports(
            Start<UeNodeConfig> start, String name, AsProvision server, ReportSender sending) {
        ReportOutcome outcome = sending.send(server, Plaintext.of(message));
        if (outcome instanceof ReportOutcome.Delivered) {
            start.out().println(name + " report " + outcome.inWords());
            return true;
        }
        start.out().println(name + " report not delivered: " + outcome.inWords());
        return false;
    }

    private static boolean refreshed(
            Start<UeNodeConfig> start, String name, Device device, AsProvision server) {
        if (!device.refresh(server)) {
            start.out()
                    .println(name + " asked for another key in vain: the server did not hear it");
            return false;
        }
        if (!device.awaitRefresh(server, REFRESH_MS)) {
            start.out()
                    .println(
                            name
                                    + " has no other key: nobody authenticates it anew, or it was"
                                    + " so a short while ago");
            return false;
        }
        start.out().println(name + " has another key");
        return true;
    }
}
