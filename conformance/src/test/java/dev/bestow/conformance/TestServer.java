package dev.bestow.conformance;

import dev.bestow.as.AsNode;
import dev.bestow.as.NorthboundKeySource;
import dev.bestow.as.StoredClaims;
import dev.bestow.core.AsId;
import dev.bestow.core.Entropy;
import dev.bestow.core.KeyRoot;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.keystore.rocksdb.RocksStore;
import dev.bestow.link.http.HttpTap;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.UaPolicy;
import dev.bestow.session.ua.UaServer;
import dev.bestow.session.ua.UaServerEvents;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An application server on real sockets: keys over HTTPS, replay marks in a store folder, Ua over
/// UDP. Answers each report with a word of thanks and remembers what it was delivered.
final class TestServer implements AutoCloseable {
    private static final long RETRIEVAL_DEADLINE_MS = 10_000;

    /// Who it is and what it draws and shows.
    record Setup(AsId asId, KeyRoot root, Entropy entropy, KAppObserver observer) {
        static Setup standard(TestNetwork network, AsId asId) {
            return new Setup(
                    asId,
                    network.plan().serving(asId).root(),
                    network.world().entropy(),
                    KAppObserver.NONE);
        }
    }

    private final List<Plaintext> delivered = new CopyOnWriteArrayList<>();
    private final List<Integer> statuses = new CopyOnWriteArrayList<>();
    private final RocksStore store;
    private final NorthboundClient client;
    private final AsNode node;

    private TestServer(TestNetwork network, Setup setup, Path folder, InetSocketAddress at)
            throws IOException {
        TestWorld world = network.world();
        store = RocksStore.open(folder);
        client =
                new NorthboundClient(
                        network.northbound(),
                        world.identity(setup.asId().fqdn()).context(),
                        world.clock(),
                        RETRIEVAL_DEADLINE_MS,
                        new HttpTap() {
                            @Override
                            public void answered(int status, int octets) {
                                statuses.add(status);
                            }
                        });
        var ports =
                new UaServer.Ports(
                        new NorthboundKeySource(setup.asId(), setup.root(), client::retrieve),
                        new StoredClaims(store.claims(ClaimLimits.STANDARD), world.clock()),
                        (_, _, report) -> take(report),
                        world.clock(),
                        setup.entropy());
        var server =
                new UaServer(
                        UaPolicy.standard(setup.asId()),
                        ports,
                        new UaServer.Observers(setup.observer(), UaServerEvents.NONE));
        node = new AsNode(server, at, AsNode.Tap.NONE, world.clock());
        node.start();
    }

    static TestServer start(TestNetwork network, Setup setup, Path folder) throws IOException {
        return startAt(network, setup, folder, TestNetwork.anyPort());
    }

    static TestServer startAt(TestNetwork network, Setup setup, Path folder, InetSocketAddress at)
            throws IOException {
        return new TestServer(network, setup, folder, at);
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

    /// Its way to the operator.
    NorthboundClient client() {
        return client;
    }

    /// Reports taken, in order.
    List<Plaintext> delivered() {
        return List.copyOf(delivered);
    }

    /// HTTP status of each retrieval.
    List<Integer> statuses() {
        return List.copyOf(statuses);
    }

    @Override
    public void close() {
        node.close();
        client.close();
        store.close();
    }
}
