package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.SoftUsim;
import dev.bestow.core.AsId;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.KeyName;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.link.tls.IdentityFiles;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.network.machine.SystemTimers;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.NasPort;
import dev.bestow.ue.UdpTransport;
import dev.bestow.ue.UeConfig;
import dev.bestow.ue.UeFleet;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.north.RetrievedKey;
import dev.bestow.wire.north.RevocationRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/// HSS, SCEF and MME as processes of their own, of which an operator has two application servers' names certified, and
/// in this process devices and whoever fetches keys under those names.
final class OperatedNetwork implements AutoCloseable {
    static final AsId FIRST = AsId.parse("as.example.net");
    static final AsId SECOND = AsId.parse("as2.example.net");

    /// A plain word for where a key server refuses somebody.
    private static final String REFUSED = "refused";

    private static final long DEADLINE_MS = 20_000;
    private static final int EKSIS = 7;
    private static final int LINK = 1;

    private final NodeProcesses nodes;
    private final Path root;
    private final SystemTimers timers = new SystemTimers();
    private final Deque<Runnable> opened = new ArrayDeque<>();
    private final Map<InetSocketAddress, UeFleet> fleets = new HashMap<>();

    private OperatedNetwork(Path root) throws IOException {
        this.root = root;
        nodes = new NodeProcesses(root, "12");
    }

    /// Starts it; no process stays when one does not start.
    static OperatedNetwork start(Path root) throws IOException, InterruptedException {
        var network = new OperatedNetwork(root);
        boolean up = false;
        try {
            network.start();
            up = true;
            return network;
        } finally {
            if (!up) {
                network.close();
            }
        }
    }

    private void start() throws InterruptedException {
        done(
                0,
                "keys",
                "test-certificates",
                "data/tls",
                "scef.epc.mnc001.mcc001.3gppnetwork.org",
                FIRST.fqdn(),
                SECOND.fqdn());
        done(
                0,
                "provision",
                nodes.configuration("cards.csv"),
                "--config",
                nodes.configuration("hss.yaml"),
                "--allow-as",
                FIRST.fqdn(),
                "--allow-as",
                SECOND.fqdn());
        List<String> all = List.of("scef", "hss", "mme");
        all.forEach(nodes::start);
        all.forEach(nodes::awaitReady);
        all.forEach(node -> AdminPage.awaitReady(nodes, node));
    }

    NodeProcesses nodes() {
        return nodes;
    }

    /// Runs a verb, which ends with that status, and returns what it said.
    String done(int status, String... arguments) throws InterruptedException {
        NodeProcesses.Ended ended = nodes.run(arguments);
        assertThat(ended.status()).as(() -> ended.output() + nodes.everybody()).isEqualTo(status);
        return ended.output();
    }

    /// `bestow reload` of the node of that configuration.
    String reload(int status, String node) throws InterruptedException {
        return done(status, "reload", "--config", nodes.configuration(node + ".yaml"));
    }

    /// As [NodeProcesses#change], in one file.
    void edit(String node, String from, String to) throws IOException {
        nodes.change(node + ".yaml", from, to);
    }

    /// What a node's file has.
    String text(String node) throws IOException {
        return Files.readString(Path.of(nodes.configuration(node + ".yaml")));
    }

    void write(String node, String text) throws IOException {
        Files.writeString(Path.of(nodes.configuration(node + ".yaml")), text);
    }

    /// The first of the cards, at the MME that listens there.
    Device device(InetSocketAddress mme) throws IOException {
        return device(fleet(mme), timers);
    }

    private UeFleet fleet(InetSocketAddress mme) throws IOException {
        UeFleet fleet = fleets.get(mme);
        if (fleet == null) {
            fleet = UeFleet.open(mme, NasTap.NONE);
            opened.push(fleet::close);
            fleets.put(mme, fleet);
        }
        return fleet;
    }

    /// The first of the cards, on the link of that fleet.
    static Device device(UeFleet fleet, SystemTimers timers) {
        Device device = device(fleet.port(LINK), timers);
        fleet.join(LINK, device);
        return device;
    }

    /// The first of the cards, in the area of whichever MME `reached` says.
    Device device(AtomicReference<InetSocketAddress> reached, InetSocketAddress... mmes)
            throws IOException {
        Map<InetSocketAddress, UeFleet> areas = new HashMap<>();
        for (InetSocketAddress mme : mmes) {
            areas.put(mme, fleet(mme));
        }
        Device device =
                device(
                        (message, plain, pdu) ->
                                area(areas, reached.get()).port(LINK).send(message, plain, pdu),
                        timers);
        areas.values().forEach(area -> area.join(LINK, device));
        return device;
    }

    private static UeFleet area(
            Map<InetSocketAddress, UeFleet> areas, @Nullable InetSocketAddress reached) {
        return Objects.requireNonNull(areas.get(reached), "of one of its MMEs");
    }

    private static Device device(NasPort nas, SystemTimers timers) {
        TestCard card = TestCard.ofWorkedExample();
        return new Device(
                new UeConfig(card.imsi(), TestNetwork.PLMN, TestFleet.STUBBORN),
                SoftUsim.fresh(card.credentials()),
                new Device.Ports(
                        nas, new UdpTransport(), new SystemEntropy(), timers, KAppObserver.NONE));
    }

    static Guti attached(Device device) {
        AttachOutcome outcome = device.attach();
        assertThat(outcome).isInstanceOf(AttachOutcome.Attached.class);
        return ((AttachOutcome.Attached) outcome).guti();
    }

    /// Who fetches under that name, over connections that are kept open.
    NorthboundClient client(AsId name) {
        var client =
                new NorthboundClient(
                        URI.create("https://localhost:" + nodes.address(8443).getPort()),
                        tls(name).context(),
                        new SystemClock(),
                        DEADLINE_MS);
        opened.push(client::close);
        return client;
    }

    /// Gives that endpoint's leaf of the key up, as the endpoint, and returns the status.
    int revoked(AsId name, Guti guti, int eksi) throws IOException, InterruptedException {
        var named = new RetrievalRequest(name, new KeyName.ByGuti(guti, new Eksi(eksi)), null);
        String rand;
        switch (client(name).retrieve(named)) {
            case RetrievalOutcome.Answered(RetrievalAnswer.Keys keys) -> {
                try (keys) {
                    rand = keys.keys().getFirst().rand().octets().hex();
                }
            }
            case RetrievalOutcome other -> throw new AssertionError(other.toString());
        }
        String url = "https://localhost:" + nodes.address(8443).getPort() + RevocationRequest.PATH;
        String body = "{\"asId\":\"%s\",\"rand\":\"%s\"}".formatted(name.fqdn(), rand);
        try (HttpClient http = HttpClient.newBuilder().sslContext(tls(name).context()).build()) {
            var request =
                    HttpRequest.newBuilder(URI.create(url))
                            .header("content-type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private TlsIdentity tls(AsId name) {
        Path tls = root.resolve("data/tls");
        return new IdentityFiles(
                        tls.resolve(name.fqdn() + ".crt"),
                        tls.resolve(name.fqdn() + ".key"),
                        tls.resolve("ca.crt"))
                .identity();
    }

    /// What the SCEF says to that: the RAND id of the key, or [#REFUSED], or what else.
    ///
    /// @param eksi of the key
    static String fetched(NorthboundClient client, AsId name, Guti guti, int eksi) {
        var request = new RetrievalRequest(name, new KeyName.ByGuti(guti, new Eksi(eksi)), null);
        return switch (client.retrieve(request)) {
            case RetrievalOutcome.Answered(RetrievalAnswer.Keys keys) -> {
                try (keys) {
                    RetrievedKey key = keys.keys().getFirst();
                    yield key.rand().id().encode().hex();
                }
            }
            case RetrievalOutcome.Answered(RetrievalAnswer.NotAuthorised _) -> REFUSED;
            case RetrievalOutcome other -> other.toString();
        };
    }

    /// The eKSI under which an endpoint that is served gets the device's key.
    static int eksi(NorthboundClient client, AsId name, Guti guti) {
        for (int eksi = 0; eksi < EKSIS; eksi++) {
            if (isKey(fetched(client, name, guti, eksi))) {
                return eksi;
            }
        }
        throw new AssertionError(name + " gets no key of " + guti);
    }

    static boolean isKey(String fetched) {
        return fetched.matches("[0-9a-f]{8}");
    }

    static boolean isRefused(String fetched) {
        return fetched.equals(REFUSED);
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            opened.pop().run();
        }
        timers.close();
        nodes.close();
    }
}
