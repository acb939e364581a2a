package dev.bestow.bench;

import dev.bestow.cli.lab.LabNodes;
import dev.bestow.cli.log.LogLevel;
import dev.bestow.cli.log.LogOutput;
import dev.bestow.core.Ports;
import dev.bestow.core.Secret;
import dev.bestow.keys.AnchorKey;
import dev.bestow.keys.Ks;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.KeyOrder;
import dev.bestow.keystore.Subscriber;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.network.machine.SystemPorts;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.RatType;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.UlrFlags;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6a.UpdateLocationRequest;
import dev.bestow.wire.s6t.KeyPush;
import dev.bestow.wire.s6t.KeyPushAnswer;
import dev.bestow.wire.s6t.S6tCodec;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What an HSS gives and costs: vectors and locations a second on a real store, with no row, with rows whose keys a
/// peer accepts at once, and with a key server that has a store of its own; then pushes a second of that key server
/// alone. HSS and key server are processes of their own; the peer is in the client's. Usage: `bench/run hss [SECONDS
/// [none | ROW]]`.
public final class HssBench {
    private static final int SUBSCRIBERS = 100_000;

    /// Has no factor in common with the number of subscribers, so that all have their turn, none near the one before.
    private static final long STRIDE = 48_271;

    /// Exchanges before the first that counts, of each kind: then the compiler is done.
    private static final int WARM_UP = 30_000;

    private static final int[] WINDOWS = {1, 64, 1024};
    private static final String NO_ROW = "none";
    private static final List<String> ROWS = List.of(NO_ROW, "12", "2");
    private static final long KEY_SECONDS = 86_400;
    private static final BestowAvps AVPS = new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID);
    private static final S6aCodec S6A = new S6aCodec(AVPS);
    private static final S6tCodec S6T = new S6tCodec(AVPS);

    private final long seconds;
    private final Path folder;
    private final Ports ports = SystemPorts.untilExit();
    private long failures;

    private HssBench(long seconds, Path folder) {
        this.seconds = seconds;
        this.folder = folder;
    }

    /// Prints a table; ends with status 1 when an exchange failed.
    public static void main(String[] arguments) throws Exception {
        LogOutput.show(LogLevel.warning);
        long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5;
        System.out.printf(
                Locale.ROOT,
                "HSS with %,d subscribers, %d s each: %s%n",
                SUBSCRIBERS,
                seconds,
                Machine.description());
        System.out.println(
                "                          window  exchanges/s   p50 us   p99 us"
                        + "  cpu us of HSS  of key server  of client");
        HssBench bench = new HssBench(seconds, BenchFolder.fresh("hss"));
        List<String> rows = arguments.length > 1 ? List.of(arguments[1]) : ROWS;
        for (String row : rows) {
            if (row.equals(NO_ROW)) {
                bench.alone();
            } else {
                bench.pushing(SolutionTable.named(row));
            }
        }
        BenchFolder.delete(bench.folder);
        if (bench.failures > 0) {
            System.out.println(bench.failures + " exchanges failed");
        }
        System.exit(bench.failures > 0 ? 1 : 0);
    }

    private void alone() throws Exception {
        try (NodeProcess hss = hss()) {
            exchanges("no row", hss, null);
        }
    }

    private void pushing(Solution row) throws Exception {
        try (BenchPeer peer =
                        BenchPeer.accepting(
                                LabNodes.keyServer(row), S6T.reportingInformation(), ports);
                NodeProcess hss = hss(row.name(), port(peer.address()))) {
            exchanges("#" + row + " to a peer", hss, null);
        }
        try (NodeProcess keyServer = keyServer(row);
                NodeProcess hss = hss(row.name(), port(keyServer.address()))) {
            exchanges("#" + row + " to a store", hss, keyServer);
        }
        try (NodeProcess keyServer = keyServer(row)) {
            pushes(row, keyServer);
        }
    }

    private NodeProcess keyServer(Solution row) throws IOException {
        BenchFolder.delete(folder);
        return NodeProcess.start(BenchNode.KEY_SERVER, folder.toString(), row.name());
    }

    private NodeProcess hss(String... keyServer) throws IOException {
        BenchFolder.delete(folder.resolve(BenchNode.HSS));
        List<String> arguments = new ArrayList<>();
        arguments.add(BenchNode.HSS);
        arguments.add(folder.toString());
        arguments.add(Integer.toString(SUBSCRIBERS));
        arguments.addAll(List.of(keyServer));
        return NodeProcess.start(arguments.toArray(String[]::new));
    }

    private static String port(InetSocketAddress address) {
        return Integer.toString(address.getPort());
    }

    private void exchanges(String what, NodeProcess hss, @Nullable NodeProcess keyServer)
            throws Exception {
        try (BenchPeer mme =
                BenchPeer.asking(LabNodes.MME, LabNodes.HSS, PeerRole.HSS, hss.address(), ports)) {
            rows(
                    "AIR, " + what,
                    number ->
                            mme.ask(
                                    S6A.authenticationInformation(),
                                    air(number),
                                    HssBench::isVector),
                    hss,
                    keyServer);
            rows(
                    "ULR, " + what,
                    number ->
                            mme.ask(
                                    S6A.updateLocation(),
                                    ulr(number),
                                    UpdateLocationAnswer.Success.class::isInstance),
                    hss,
                    keyServer);
        }
    }

    private void pushes(Solution row, NodeProcess keyServer) throws Exception {
        try (BenchPeer hss =
                BenchPeer.asking(
                        LabNodes.HSS,
                        LabNodes.keyServer(row),
                        BenchNode.keyServerRole(row),
                        keyServer.address(),
                        ports)) {
            rows(
                    "RIR, #" + row + " alone",
                    number ->
                            hss.ask(
                                    S6T.reportingInformation(),
                                    push(number, row),
                                    KeyPushAnswer.Accepted.class::isInstance),
                    null,
                    keyServer);
        }
    }

    private void rows(
            String what,
            Window.Exchange exchange,
            @Nullable NodeProcess hss,
            @Nullable NodeProcess keyServer)
            throws InterruptedException {
        Window exchanges = new Window(exchange);
        exchanges.warmUp(WARM_UP);
        for (int width : WINDOWS) {
            long hssNs = cpuNs(hss);
            long keyServerNs = cpuNs(keyServer);
            Window.Run run = exchanges.measure(width, seconds);
            System.out.printf(
                    Locale.ROOT,
                    "%-24s  %6d  %,11.0f  %7.0f  %7.0f  %13.1f  %13.1f  %9.1f%n",
                    what,
                    width,
                    run.rate(),
                    run.p50Us(),
                    run.p99Us(),
                    (cpuNs(hss) - hssNs) / 1e3 / run.exchanges(),
                    (cpuNs(keyServer) - keyServerNs) / 1e3 / run.exchanges(),
                    run.cpuUs());
        }
        failures += exchanges.failures();
    }

    private static long cpuNs(@Nullable NodeProcess process) {
        return process == null ? 0 : process.cpuNs();
    }

    private static int subscriber(int number) {
        return (int) (number * STRIDE % SUBSCRIBERS);
    }

    private static AuthenticationInformationRequest air(int number) {
        return new AuthenticationInformationRequest(
                StoreOfBestow.imsi(subscriber(number)), LabNodes.PLMN, 1, null, true);
    }

    private static boolean isVector(AuthenticationInformationAnswer answer) {
        try (answer) {
            return answer instanceof AuthenticationInformationAnswer.Success(var vectors)
                    && vectors.size() == 1;
        }
    }

    private static UpdateLocationRequest ulr(int number) {
        return new UpdateLocationRequest(
                StoreOfBestow.imsi(subscriber(number)),
                LabNodes.PLMN,
                RatType.EUTRAN,
                UlrFlags.ATTACH,
                null,
                null,
                true);
    }

    private KeyPush push(int number, Solution row) {
        int subscriber = subscriber(number);
        return new KeyPush(
                StoreOfBestow.imsi(subscriber),
                StoreOfBestow.externalIdentifier(subscriber),
                List.of(),
                StoreOfBestow.rand(number),
                AnchorKey.of(row.kind(), Secret.taking(new byte[Ks.OCTETS])),
                Subscriber.FIRST_EPOCH,
                (long) number << KeyOrder.IND_BITS,
                LabNodes.PLMN,
                LabNodes.MME,
                row.confirmedByMme(),
                ports.clock().now().plusSeconds(KEY_SECONDS),
                new SecurityPolicy(List.of(LabNodes.AS), KEY_SECONDS, true));
    }
}
