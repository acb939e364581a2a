package dev.bestow.conformance;

import dev.bestow.as.DatagramTap;
import dev.bestow.cli.lab.LabEndpoints;
import dev.bestow.cli.lab.LabHost;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.core.AsId;
import dev.bestow.core.Entropy;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.link.coap.CoapTap;
import dev.bestow.link.http.HttpTap;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.link.http.NorthboundCredentials;
import dev.bestow.network.Host;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.network.config.DtlsSection;
import dev.bestow.network.config.EspSection;
import dev.bestow.network.config.UaSection;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.nas.NasTap;
import dev.bestow.wire.north.RetrievalRequest;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// An application server of a test network. Answers each report with a word of thanks and remembers what it was
/// delivered.
final class TestServer implements AutoCloseable {
    private static final long RETRIEVAL_DEADLINE_MS = 10_000;
    private static final LabEndpoints.Listens ANYWHERE = LabEndpoints.Listens.at(LabNodes.ANY_PORT);

    /// Who it is and what it draws and shows.
    record Setup(AsId asId, Solution solution, Entropy entropy, KAppObserver observer) {
        static Setup standard(TestNetwork network, AsId asId) {
            return new Setup(
                    asId,
                    network.plan().serving(asId),
                    network.world().entropy(),
                    KAppObserver.NONE);
        }

        /// Whether a key server serves it.
        boolean isServed() {
            return solution.legs().getLast().from() != Party.HSS;
        }
    }

    private final List<Plaintext> delivered = new CopyOnWriteArrayList<>();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();
    private final @Nullable NorthboundClient client;
    private final RunningEndpoint node;

    private TestServer(TestNetwork network, Setup setup, Path folder, LabEndpoints.Listens listens)
            throws IOException {
        TestWorld world = network.world();
        var http =
                new HttpTap() {
                    @Override
                    public void answered(String resource, int status, int octets) {
                        if (RetrievalRequest.PATH.endsWith("/" + resource)) {
                            statuses.add(status);
                        }
                    }
                };
        client = setup.isServed() ? client(network, setup.asId(), http) : null;
        var host =
                new LabHost(
                        world.ports(setup.entropy()),
                        world.certificates(),
                        UnaryOperator.identity(),
                        (_, _, report) -> take(report),
                        new Host.Taps(
                                null,
                                NasTap.NONE,
                                http,
                                DatagramTap.NONE,
                                CoapTap.NONE,
                                setup.observer()));
        node =
                network.endpoints(new LabNodes(setup.solution(), List.of(), folder))
                        .start(setup.asId(), listens, host);
    }

    private static NorthboundClient client(TestNetwork network, AsId asId, HttpTap http) {
        return new NorthboundClient(
                network.northbound(asId),
                new NorthboundCredentials(network.world().certificates().of(asId.fqdn()).context()),
                network.world().clock(),
                RETRIEVAL_DEADLINE_MS,
                http);
    }

    static TestServer start(TestNetwork network, Setup setup, Path folder) throws IOException {
        return new TestServer(network, setup, folder, ANYWHERE);
    }

    /// One that devices reach by CoAP over DTLS too.
    static TestServer startWithDtls(TestNetwork network, Setup setup, Path folder)
            throws IOException {
        var dtls = DtlsSection.listening(LabNodes.ANY_PORT);
        return new TestServer(network, setup, folder, ANYWHERE.withDtls(dtls));
    }

    /// One with that for ESP.
    static TestServer startWithEsp(
            TestNetwork network, Setup setup, Path folder, EspSection section) throws IOException {
        return new TestServer(network, setup, folder, ANYWHERE.withEsp(section));
    }

    static TestServer startAt(TestNetwork network, Setup setup, Path folder, InetSocketAddress at)
            throws IOException {
        var listens = LabEndpoints.Listens.at(LabNodes.at(at));
        return new TestServer(network, setup, folder, listens);
    }

    /// One that takes these forms of Ua, and CoAP over DTLS.
    static TestServer startWith(TestNetwork network, Setup setup, Path folder, UaSection ua)
            throws IOException {
        var dtls = DtlsSection.listening(LabNodes.ANY_PORT);
        return new TestServer(network, setup, folder, ANYWHERE.withUa(ua).withDtls(dtls));
    }

    private Plaintext take(Plaintext report) {
        delivered.add(report);
        return thanks(report);
    }

    /// What it answers: the report with `noted` at its head.
    static Plaintext thanks(Plaintext report) {
        byte[] octets = report.toArray();
        System.arraycopy(Plaintext.of("noted").toArray(), 0, octets, 0, 5);
        return Plaintext.copyOf(octets);
    }

    InetSocketAddress address() {
        return node.address();
    }

    /// Where devices that speak OSCORE report to.
    InetSocketAddress oscoreAddress() {
        return Objects.requireNonNull(
                node.protections().oscoreAddress(), "endpoints of a lab listen for it");
    }

    /// Where devices reach it in ESP.
    InetSocketAddress espAddress() {
        return Objects.requireNonNull(
                node.protections().espAddress(), "endpoints of the lab have ESP");
    }

    /// Of CoAP over DTLS.
    InetSocketAddress dtlsAddress() {
        return Objects.requireNonNull(node.protections().dtlsAddress(), "started without");
    }

    /// Where it takes accounting; null where it asks for no keys.
    @Nullable InetSocketAddress accountingAddress() {
        return node.accountingAddress();
    }

    /// Another client under its name; what it is answered is among [#statuses] too.
    NorthboundClient client() {
        return Objects.requireNonNull(client, "it has its keys from the HSS itself");
    }

    /// Reports taken, in order.
    List<Plaintext> delivered() {
        return List.copyOf(delivered);
    }

    /// HTTP status of each retrieval. Reports of a verified message go out beside them, at any time.
    List<Integer> statuses() {
        return List.copyOf(statuses);
    }

    @Override
    public void close() {
        node.close();
        if (client != null) {
            client.close();
        }
    }
}
