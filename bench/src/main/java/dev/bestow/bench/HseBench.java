package dev.bestow.bench;

import dev.bestow.cli.lab.LabCertificates;
import dev.bestow.cli.lab.LabEndpoints;
import dev.bestow.cli.lab.LabGateway;
import dev.bestow.cli.lab.LabHost;
import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.cli.lab.LabPeers;
import dev.bestow.cli.log.LogLevel;
import dev.bestow.cli.log.LogOutput;
import dev.bestow.core.Ports;
import dev.bestow.core.Rand;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.network.config.AccountingSection;
import dev.bestow.network.config.HseNodeConfig;
import dev.bestow.network.machine.SystemPorts;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.radius.AcctStatus;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.RatType;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6a.UlrFlags;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;
import dev.bestow.wire.s6t.KeyPull;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.S6tCodec;
import dev.bestow.wire.ua.RefusalCause;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// What solution 1 costs at an HSE: keys a second that an HSS gives to one that asks; how long a device's first packet
/// takes until its key is there, beside its second, which finds it; and the heap of each device that waits while the
/// HSS does not answer. The HSS is a process of its own. The packets name real keys and prove nothing, so each ends
/// in a refusal of 11 octets. Usage: `bench/run hse [SECONDS]`.
public final class HseBench {
    private static final int SUBSCRIBERS = 10_000;

    /// First packets that count, and those before them.
    private static final int DEVICES = 1_000;

    private static final int WARM_UP = 500;

    /// As many as an HSE fetches for at once.
    private static final int WAITING = 1_000;

    private static final int PULL_WARM_UP = 30_000;
    private static final int[] WINDOWS = {1, 64, 1024};
    private static final int WAIT_MS = 500;
    private static final int PATIENCE_MS = 20_000;
    private static final S6aCodec S6A = new S6aCodec(avps());
    private static final S6tCodec S6T = new S6tCodec(avps());

    /// All PDN connections have their keys fetched, or, but for one, none has.
    private static final AccountingSection.Limits ALL =
            new AccountingSection.Limits(65_536, 131_072, 65_536, 1, 60);

    private static final AccountingSection.Limits NONE =
            new AccountingSection.Limits(65_536, 131_072, 1, 1, 60);

    private final Ports ports = SystemPorts.untilExit();
    private final Path folder;
    private final long seconds;
    private boolean failed;

    private HseBench(Path folder, long seconds) {
        this.folder = folder;
        this.seconds = seconds;
    }

    private static BestowAvps avps() {
        return new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID);
    }

    /// Prints three tables; ends with status 1 when an answer was not the expected one.
    public static void main(String[] arguments) throws Exception {
        LogOutput.show(LogLevel.error);
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5;
        System.out.println("HSE of solution 1: " + Machine.description());
        HseBench bench = new HseBench(BenchFolder.fresh("hse"), seconds);
        bench.pulls();
        System.out.println(
                "from a packet to its answer, us   first: p50     p99  second: p50     p99");
        bench.packets("1A, pushed with the vector", "1A", ALL);
        bench.packets("1B, pushed at the attach", "1B", ALL);
        bench.packets("1C, fetched at accounting", "1C", ALL);
        bench.packets("1C, asked for at the packet", "1C", NONE);
        bench.waiting();
        BenchFolder.delete(bench.folder);
        System.exit(bench.failed ? 1 : 0);
    }

    // -- keys a second ----------------------------------------------------------------------------

    private void pulls() throws Exception {
        try (NodeProcess hss = hss("1C");
                BenchPeer mme = mme(hss);
                BenchPeer hse =
                        BenchPeer.asking(
                                LabNodes.HSE.fqdn(),
                                LabNodes.HSS,
                                PeerRole.HSS,
                                hss.address(),
                                ports)) {
            attach(mme, SUBSCRIBERS);
            var exchanges = new Window(number -> pull(hse, number));
            exchanges.warmUp(PULL_WARM_UP);
            System.out.println(
                    "CIR/CIA     window  pulls/s   p50 us   p99 us  cpu us of HSS  of client");
            for (int width : WINDOWS) {
                long hssNs = hss.cpuNs();
                Window.Run run = exchanges.measure(width, seconds);
                System.out.printf(
                        Locale.ROOT,
                        "%18d  %,7.0f  %7.0f  %7.0f  %13.1f  %9.1f%n",
                        width,
                        run.rate(),
                        run.p50Us(),
                        run.p99Us(),
                        (hss.cpuNs() - hssNs) / 1e3 / run.exchanges(),
                        run.cpuUs());
            }
            failed |= exchanges.failures() > 0;
        }
    }

    private static CompletableFuture<Boolean> pull(BenchPeer hse, int number) {
        var request =
                new KeyPull(StoreOfBestow.imsi(number % SUBSCRIBERS), KeyKind.E2M_KEY_SET, null);
        return hse.ask(S6T.configurationInformation(), request, HseBench::isKey);
    }

    private static boolean isKey(KeyPullAnswer answer) {
        if (answer instanceof KeyPullAnswer.Key key) {
            key.close();
            return true;
        }
        return false;
    }

    // -- from the first packet to the key
    // -----------------------------------------------------------

    private void packets(String what, String row, AccountingSection.Limits limits)
            throws Exception {
        try (NodeProcess hss = hss(row);
                BenchPeer mme = mme(hss);
                RunningEndpoint hse = hse(row, hss, limits)) {
            List<Rand> runs = attach(mme, WARM_UP + DEVICES);
            tellOfDevices(hse, runs.size());
            TimeUnit.MILLISECONDS.sleep(WAIT_MS);
            int[] first = new int[DEVICES];
            int[] second = new int[DEVICES];
            for (int number = 0; number < runs.size(); number++) {
                try (UaProbe device = UaProbe.of(number, hse, ports.entropy())) {
                    int firstUs = device.exchange(runs.get(number));
                    int secondUs = device.exchange(runs.get(number));
                    failed |= device.lastAnswer() != RefusalCause.AUTHENTICATION_FAILED;
                    if (number >= WARM_UP) {
                        first[number - WARM_UP] = firstUs;
                        second[number - WARM_UP] = secondUs;
                    }
                }
            }
            Arrays.sort(first);
            Arrays.sort(second);
            System.out.printf(
                    Locale.ROOT,
                    "%-31s  %,10d  %,6d  %,11d  %,6d%n",
                    what,
                    first[DEVICES / 2],
                    first[DEVICES * 99 / 100],
                    second[DEVICES / 2],
                    second[DEVICES * 99 / 100]);
        }
    }

    private void tellOfDevices(RunningEndpoint hse, int devices) {
        InetSocketAddress accounting = hse.accountingAddress();
        if (accounting != null) {
            var gateway = new LabGateway(accounting, ports.clock(), LabGateway.Tap.NONE);
            for (int number = 0; number < devices; number++) {
                gateway.report(
                        AcctStatus.START, StoreOfBestow.imsi(number), LabGateway.address(number));
            }
        }
    }

    // -- devices that wait
    // --------------------------------------------------------------------------

    private void waiting() throws Exception {
        try (NodeProcess hss = NodeProcess.start(BenchNode.SILENT_HSS);
                RunningEndpoint hse = hse("1C", hss, NONE)) {
            tellOfDevices(hse, WAITING);
            List<UaProbe> devices = new ArrayList<>();
            for (int number = 0; number < WAITING; number++) {
                devices.add(UaProbe.of(number, hse, ports.entropy()));
            }
            long before = Machine.liveOctets();
            for (UaProbe device : devices) {
                device.send(Rand.fresh(ports.entropy()));
            }
            TimeUnit.MILLISECONDS.sleep(WAIT_MS);
            long during = Machine.liveOctets();
            int waited = 0;
            for (UaProbe device : devices) {
                device.receive();
                waited += device.lastAnswer() == RefusalCause.KEY_SERVER_UNAVAILABLE ? 1 : 0;
                device.close();
            }
            failed |= waited < WAITING * 9 / 10;
            System.out.printf(
                    Locale.ROOT,
                    "%,d of %,d first packets waited for an HSS that does not answer: %.1f KB of"
                            + " heap each%n",
                    waited,
                    WAITING,
                    (during - before) / 1e3 / WAITING);
        }
    }

    // -- the nodes
    // ----------------------------------------------------------------------------------

    private NodeProcess hss(String row) throws IOException {
        BenchFolder.delete(folder);
        return NodeProcess.start(
                BenchNode.HSS, folder.toString(), Integer.toString(SUBSCRIBERS), row);
    }

    private BenchPeer mme(NodeProcess hss) throws Exception {
        return BenchPeer.asking(LabNodes.MME, LabNodes.HSS, PeerRole.HSS, hss.address(), ports);
    }

    private RunningEndpoint hse(String name, NodeProcess hss, AccountingSection.Limits limits)
            throws Exception {
        Solution row = SolutionTable.named(name);
        var neighbours =
                LabPeers.diameter(
                        LabNodes.ANY_PORT,
                        List.of(LabPeers.connecting(LabNodes.HSS, PeerRole.HSS, hss.address())));
        var nodes = new LabNodes(row, List.of(), LabMme.plain, folder.resolve("hse"));
        HseNodeConfig usual =
                new LabEndpoints(nodes, null, neighbours)
                        .hse(LabNodes.HSE, LabEndpoints.Listens.at(LabNodes.ANY_PORT));
        AccountingSection accounting = usual.accounting();
        var config =
                new HseNodeConfig(
                        usual.identity(),
                        usual.diameter(),
                        accounting == null
                                ? null
                                : new AccountingSection(
                                        accounting.listen(), accounting.clients(), limits),
                        usual.http(),
                        usual.ua(),
                        usual.oscore(),
                        usual.esp(),
                        usual.dtls(),
                        usual.tls(),
                        usual.store(),
                        usual.masterKey(),
                        usual.policy(),
                        usual.caps(),
                        usual.admin());
        RunningEndpoint hse = Network.endpoint(config, host());
        var keys = hse.ownKeys();
        if (keys != null) {
            keys.diameter().connected(LabNodes.HSS).get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        }
        return hse;
    }

    private LabHost host() {
        return new LabHost(
                ports,
                new LabCertificates(ports.clock(), LabNodes.HSE.fqdn()),
                UnaryOperator.identity(),
                (_, _, report) -> Plaintext.copyOf(report.toArray()),
                Host.Taps.NONE);
    }

    /// A vector for each of so many subscribers, and its Update Location.
    private List<Rand> attach(BenchPeer mme, int subscribers) throws Exception {
        List<Rand> runs = new ArrayList<>(subscribers);
        for (int number = 0; number < subscribers; number++) {
            var air =
                    new AuthenticationInformationRequest(
                            StoreOfBestow.imsi(number), LabNodes.PLMN, 1, null, false);
            failed |=
                    !mme.ask(S6A.authenticationInformation(), air, answer -> noted(answer, runs))
                            .get();
            var ulr =
                    new UpdateLocationRequest(
                            StoreOfBestow.imsi(number),
                            LabNodes.PLMN,
                            RatType.EUTRAN,
                            UlrFlags.ATTACH,
                            null,
                            null,
                            false);
            failed |=
                    !mme.ask(
                                    S6A.updateLocation(),
                                    ulr,
                                    UpdateLocationAnswer.Success.class::isInstance)
                            .get();
        }
        return runs;
    }

    private static boolean noted(AuthenticationInformationAnswer answer, List<Rand> runs) {
        try (answer) {
            return answer instanceof AuthenticationInformationAnswer.Success(var vectors)
                    && runs.add(vectors.getFirst().rand());
        }
    }
}
