package dev.bestow.bench;

import dev.bestow.cli.lab.LabCertificates;
import dev.bestow.cli.lab.LabHost;
import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.cli.lab.LabPeers;
import dev.bestow.cli.log.LogLevel;
import dev.bestow.cli.log.LogOutput;
import dev.bestow.core.AsId;
import dev.bestow.core.Ports;
import dev.bestow.hss.HssConfig;
import dev.bestow.hss.PdnConnections;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.SubscriberStore;
import dev.bestow.link.diameter.DiameterNode;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningHss;
import dev.bestow.network.RunningKeyServer;
import dev.bestow.network.config.Caps;
import dev.bestow.network.config.DiameterSection;
import dev.bestow.network.config.HostIdentity;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.Store;
import dev.bestow.network.config.UsualRow;
import dev.bestow.network.machine.SystemPorts;
import dev.bestow.session.ua.Plaintext;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// The process behind a [NodeProcess]: one of the lab's nodes on a real store, until its standard input ends. It says
/// where it listens. Arguments: `hss FOLDER SUBSCRIBERS [ROW [PORT]]`, with the port of its key server where it has
/// one, `key-server FOLDER ROW`, or `silent-hss`, which answers no CIR.
public final class BenchNode {
    static final String HSS = "hss";
    static final String KEY_SERVER = "key-server";
    static final String SILENT_HSS = "silent-hss";

    private static final int PROVISIONED_AT_ONCE = 10_000;

    private BenchNode() {}

    /// As which peer the row's key server is known.
    static PeerRole keyServerRole(Solution row) {
        return row.parties().contains(Party.EMKS) ? PeerRole.EMKS : PeerRole.SCEF;
    }

    public static void main(String[] arguments) throws IOException {
        LogOutput.show(LogLevel.warning);
        if (arguments[0].equals(SILENT_HSS)) {
            serve(BenchPeer.silentHss(SystemPorts.untilExit()).node());
            System.exit(0);
        }
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals(KEY_SERVER)) {
            RunningKeyServer server = keyServer(folder, SolutionTable.named(arguments[2]));
            serve(server.diameter());
            server.close();
        } else {
            RunningHss hss = Network.hss(config(folder, arguments), host(LabNodes.HSS));
            provision(hss, Integer.parseInt(arguments[2]));
            serve(hss.node().diameter());
            hss.close();
        }
        System.exit(0);
    }

    private static void serve(DiameterNode diameter) throws IOException {
        System.out.println(NodeProcess.PORT + diameter.listenAddress().getPort());
        while (System.in.read() >= 0) {
            // Only its end means something.
        }
    }

    private static RunningKeyServer keyServer(Path folder, Solution row) throws IOException {
        return new LabNodes(row, List.of(), LabMme.bestow, folder)
                .keyServers(host(LabNodes.keyServer(row)))
                .of(row);
    }

    private static LabHost host(String name) {
        Ports ports = SystemPorts.untilExit();
        return new LabHost(
                ports,
                new LabCertificates(ports.clock(), name),
                UnaryOperator.identity(),
                (_, _, report) -> Plaintext.copyOf(report.toArray()),
                Host.Taps.NONE);
    }

    private static HssNodeConfig config(Path folder, String[] arguments) {
        List<DiameterSection.Peer> peers = new ArrayList<>();
        peers.add(LabPeers.waiting(LabNodes.MME, PeerRole.MME));
        if (arguments.length == 3) {
            return withoutRow(folder, peers);
        }
        Solution row = SolutionTable.named(arguments[3]);
        if (row.heldBy().contains(Party.HSE)) {
            peers.add(LabPeers.waiting(LabNodes.HSE.fqdn(), PeerRole.HSE));
            return new LabNodes(row, List.of(), LabMme.plain, folder)
                    .hssConfig(LabPeers.diameter(LabNodes.ANY_PORT, peers), null);
        }
        var keyServer =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[4]));
        peers.add(LabPeers.connecting(LabNodes.keyServer(row), keyServerRole(row), keyServer));
        return new LabNodes(row, List.of(), LabMme.bestow, folder)
                .hssConfig(LabPeers.diameter(LabNodes.ANY_PORT, peers), null);
    }

    private static HssNodeConfig withoutRow(Path folder, List<DiameterSection.Peer> peers) {
        return new HssNodeConfig(
                new HostIdentity(LabNodes.HSS, LabNodes.REALM),
                LabPeers.diameter(LabNodes.ANY_PORT, peers),
                new Store(folder.resolve(HSS), null),
                null,
                null,
                new HssNodeConfig.Policy(
                        UsualRow.NONE,
                        List.of(),
                        null,
                        null,
                        null,
                        PdnConnections.ToldBy.ulr,
                        null,
                        List.of(),
                        (int) HssConfig.DEFAULT_KEY_LIFETIME_SECONDS,
                        (int) HssConfig.DEFAULT_PUSH_WAIT_MS,
                        0,
                        1,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                Caps.DEFAULT,
                null);
    }

    private static void provision(RunningHss hss, int subscribers) {
        SubscriberStore store = hss.store().subscribers();
        List<AsId> servers = hss.config().policy().applicationServers();
        SplittableRandom random = new SplittableRandom(1);
        List<Subscriber> batch = new ArrayList<>();
        for (int number = 0; number < subscribers; number++) {
            batch.add(StoreOfBestow.subscriber(number, hss.masterKey(), random, servers));
            if (batch.size() == PROVISIONED_AT_ONCE || number == subscribers - 1) {
                store.putAll(batch);
                batch.clear();
            }
        }
    }
}
