package dev.bestow.conformance;

import dev.bestow.cli.lab.LabRun;
import dev.bestow.cli.lab.LabWiring;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.DiameterTap;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.diameter.PeerSecurity;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.nas.NasTap;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A process of its own: the lab with a [FreeDiameterRelay] between MME and HSS, in the network
/// namespace it is started in. Ends with status 0 only if the lab is content and every
/// authentication information request and answer went through the relay.
///
/// ```
/// RelayedJourney SOLUTION clear|tls DEVICES FOLDER
/// ```
public final class RelayedJourney {
    private static final String HSS = "hss.";
    private static final String SCEF = "scef.";
    private static final String MME = "mmec";

    /// Counts what the HSS got from, and sent to, the relay, and what went around it.
    private static final class Passages implements DiameterTap {
        private final AtomicInteger requests = new AtomicInteger();
        private final AtomicInteger answers = new AtomicInteger();
        private final AtomicInteger around = new AtomicInteger();

        @Override
        public void sent(String local, String peer, DiameterMessage message) {
            if (message.commandCode() == CommandCode.AUTHENTICATION_INFORMATION
                    && !peer.equals(FreeDiameterRelay.HOST)) {
                around.incrementAndGet();
            }
        }

        @Override
        public void received(String local, String peer, DiameterMessage message) {
            if (message.commandCode() == CommandCode.AUTHENTICATION_INFORMATION
                    && peer.equals(FreeDiameterRelay.HOST)) {
                (message.isRequest() ? requests : answers).incrementAndGet();
            }
        }
    }

    private RelayedJourney() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Solution profile = SolutionTable.named(arguments[0]);
        boolean tls = arguments[1].equals("tls");
        int devices = Integer.parseInt(arguments[2]);
        Path folder = Path.of(arguments[3]);
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var passages = new Passages();
        boolean good;
        // Stops the relay too when this process is told to end.
        try (Shutdown shutdown = Shutdown.onTermination("lab")) {
            FreeDiameterRelay relay =
                    shutdown.closing(FreeDiameterRelay.start(folder.resolve("relay"), tls));
            var wiring = new LabWiring(usual -> through(relay, tls, usual), passages, NasTap.NONE);
            good =
                    new LabRun(profile, devices, folder.resolve("data"), false)
                            .wired(wiring)
                            .run(shutdown, out);
        }
        out.printf(
                "through the relay: %s requests, %s answers; around it: %s%n",
                passages.requests, passages.answers, passages.around);
        boolean through =
                passages.requests.get() >= devices
                        && passages.answers.get() >= devices
                        && passages.around.get() == 0;
        System.exit(good && through ? 0 : 1);
    }

    /// HSS and MME know the relay and not each other.
    private static DiameterConfig through(
            FreeDiameterRelay relay, boolean tls, DiameterConfig usual) {
        String host = usual.originHost();
        if (host.startsWith(SCEF)) {
            return usual;
        }
        String other = host.startsWith(HSS) ? MME : HSS;
        var between =
                DiameterConfig.Peer.of(FreeDiameterRelay.HOST, PeerRole.RELAY)
                        .connectTo(relay.address())
                        .security(tls ? PeerSecurity.TLS : PeerSecurity.TLS_OFF_LOOPBACK)
                        .realms(Set.of(usual.originRealm()))
                        // Solution 11 has Ks in the vector, and that goes through the relay here.
                        .keysThroughRelay(true);
        List<DiameterConfig.Peer> peers =
                Stream.concat(
                                Stream.of(between),
                                usual.peers().stream()
                                        .filter(peer -> !peer.host().startsWith(other)))
                        .toList();
        return new DiameterConfig(
                host,
                usual.originRealm(),
                usual.productName(),
                usual.vendorId(),
                usual.applications(),
                usual.listen(),
                usual.listenTls(),
                peers,
                usual.limits(),
                tls ? relay.identity(host) : usual.tls());
    }
}
