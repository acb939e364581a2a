package dev.bestow.conformance;

import dev.bestow.aka.E2mRule;
import dev.bestow.aka.EnhancedSoftUsim;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Usim;
import dev.bestow.cli.lab.LabGateway;
import dev.bestow.core.AsId;
import dev.bestow.core.Entropy;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.Device;
import dev.bestow.ue.NasPort;
import dev.bestow.ue.UdpTransport;
import dev.bestow.ue.UeConfig;
import dev.bestow.ue.UeFleet;
import dev.bestow.wire.nas.EmmMessage;
import dev.bestow.wire.ua.UaForm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/// Devices of a test network behind one NAS socket. What they send is kept: names of NAS messages
/// and Ua datagrams.
final class TestFleet implements AutoCloseable {
    /// Patient enough for a machine with other work to do; nothing is lost on loopback.
    static final UeConfig.Limits CALM =
            new UeConfig.Limits(20_000, 200, 3, 10_000, 3, 200, 2_000, 86_400_000);

    /// For networks that go away: tries again soon and for a long time.
    static final UeConfig.Limits STUBBORN =
            new UeConfig.Limits(1_000, 100, 40, 1_000, 4, 100, 1_000, 86_400_000);

    /// One device's own.
    record Setup(Usim usim, UeConfig.Limits limits, Entropy entropy, KAppObserver observer) {}

    private final TestNetwork network;
    private final UeFleet fleet;
    private final List<EmmMessage> uplink = new CopyOnWriteArrayList<>();
    private final List<byte[]> datagrams = new CopyOnWriteArrayList<>();
    private final List<byte[]> answers = new CopyOnWriteArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile Predicate<EmmMessage> losing = _ -> false;
    private int devices;

    private TestFleet(TestNetwork network) throws IOException {
        this.network = network;
        this.fleet = UeFleet.open(network.nasAddress(), (_, message, _, _) -> uplink.add(message));
    }

    static TestFleet open(TestNetwork network) throws IOException {
        return new TestFleet(network);
    }

    /// A device with a fresh soft USIM, which derives what the rows of solution 1 take from a card.
    Device device(TestCard card, UeConfig.Limits limits) {
        return device(card, fresh(card, limits));
    }

    private Setup fresh(TestCard card, UeConfig.Limits limits) {
        var usim = new EnhancedSoftUsim(SoftUsim.fresh(card.credentials()), new E2mRule.EveryRun());
        return new Setup(usim, limits, network.world().entropy(), KAppObserver.NONE);
    }

    Device device(TestCard card, Setup setup) {
        return device(config(card, KeyIdentifier.RAND, setup.limits()), setup);
    }

    /// A calm device with a fresh soft USIM, which names its keys by that.
    Device device(TestCard card, KeyIdentifier keyIdentifier) {
        return device(config(card, keyIdentifier, CALM), fresh(card, CALM));
    }

    /// A calm device at the address that the gateway gives number `address`.
    Device deviceAt(TestCard card, int address) {
        return device(
                config(card, KeyIdentifier.RAND, CALM),
                fresh(card, CALM),
                new UdpTransport(LabGateway.address(address)));
    }

    private UeConfig config(TestCard card, KeyIdentifier keyIdentifier, UeConfig.Limits limits) {
        return new UeConfig(
                card.imsi(), TestNetwork.PLMN, keyIdentifier, network.ownRunAddress(), limits);
    }

    private Device device(UeConfig config, Setup setup) {
        return device(config, setup, new UdpTransport());
    }

    private Device device(UeConfig config, Setup setup, UdpTransport transport) {
        int link = devices++;
        var device =
                new Device(
                        config,
                        setup.usim(),
                        new Device.Ports(
                                unlessLost(fleet.port(link)),
                                new KeepingTransport(transport, datagrams, answers),
                                setup.entropy(),
                                network.world().timers(),
                                setup.observer()));
        fleet.join(link, device);
        return device;
    }

    private NasPort unlessLost(NasPort port) {
        return (message, plain, pdu) -> {
            if (losing.test(message)) {
                lost.incrementAndGet();
            } else {
                port.send(message, plain, pdu);
            }
        };
    }

    /// From now on these messages of devices do not reach the MME.
    void lose(Predicate<EmmMessage> messages) {
        lost.set(0);
        losing = messages;
    }

    /// How many were lost since [#lose].
    int lost() {
        return lost.get();
    }

    /// How a device speaks to a server of this network's solution.
    AsProvision provision(AsId asId, InetSocketAddress at) {
        return AsProvision.of(asId, at, network.plan().serving(asId), UaForm.COMPACT, true);
    }

    /// How many messages of this name the devices have sent.
    long sent(String name) {
        return uplink.stream().filter(message -> message.name().equals(name)).count();
    }

    /// The Ua datagrams the devices have sent.
    List<byte[]> datagrams() {
        return List.copyOf(datagrams);
    }

    /// The Ua datagrams the devices were sent.
    List<byte[]> answers() {
        return List.copyOf(answers);
    }

    @Override
    public void close() {
        fleet.close();
    }
}
