package dev.bestow.conformance;

import dev.bestow.link.udp.UdpSocket;
import dev.bestow.network.config.Endpoint;
import dev.bestow.network.config.EspSection;
import dev.bestow.network.config.ProfileSection;
import dev.bestow.network.config.TunSection;
import dev.bestow.session.device.DeviceKey;
import dev.bestow.session.esp.EspClient;
import dev.bestow.session.esp.EspProfile;
import dev.bestow.session.esp.EspSession;
import dev.bestow.session.esp.InnerPacket;
import dev.bestow.session.esp.OpeningOutcome;
import dev.bestow.session.esp.PendingOpening;
import dev.bestow.session.esp.tunnel.TunnelAddress;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.RequestCounts;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.Device;
import dev.bestow.ue.KeyedReports;
import dev.bestow.ue.ReportOutcome;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/// A process with a whole network of solution 12, whose application server has a TUN device, in a network namespace
/// that has its addresses. Devices attach at one of them and reach the server at the other. Leaves a configuration for
/// one device, and does what it is told on its standard input:
///
/// - `rekey`: the MME authenticates the device anew, as its profile wants it every minute
/// - `restart`: the application server ends and starts again
/// - `spoof ADDRESS`: a second device sends a packet from that address, and one from its own that is answered
///
/// It ends with its standard input.
public final class TunnelledNetwork {
    /// Where devices attach.
    public static final String ACCESS = "10.9.0.1";

    /// Where they reach the application server.
    public static final String SERVER = "10.8.0.1";

    /// The application server inside tunnels.
    public static final String INSIDE = "10.45.0.1";

    /// The interface at either end.
    public static final String TUN = "bestow0";

    /// What a packet of the second device says.
    public static final String GENUINE = "from my own address";

    /// What its packet from another address says.
    public static final String SPOOFED = "from another address";

    private static final int NAS_PORT = 36412;
    private static final int ESP_PORT = 4500;
    private static final int IP_OCTETS = 20;
    private static final int IP_AND_UDP_OCTETS = 28;
    private static final int HEADER_CHECKSUM_AT = 10;
    private static final int UDP = 17;
    private static final int ANSWER_MILLIS = 10_000;
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final TestCard SPOOFER = TestCard.number(2);

    private final TestNetwork network;
    private final Path folder;
    private TestServer server;

    private TunnelledNetwork(TestNetwork network, Path folder) throws IOException {
        this.network = network;
        this.folder = folder;
        this.server = serving();
    }

    private TestServer serving() throws IOException {
        var tun = new TunSection(TUN, INSIDE + "/24", TunnelAddress.STANDARD_MTU);
        return TestServer.startWithEsp(
                network,
                TestServer.Setup.standard(network, network.endpoint()),
                folder.resolve("as"),
                new EspSection(new Endpoint(SERVER, ESP_PORT), tun));
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        ProfileSection profile = SharedProfile.ofReauthentication(60, 0);
        try (TestNetwork network = TestNetwork.start("12", profile, folder.resolve("network"));
                Access _ = new Access(network.nasAddress())) {
            network.provision(CARD, profile.name());
            network.provision(SPOOFER, profile.name());
            configureDevice(folder);
            new TunnelledNetwork(network, folder).obey();
        }
    }

    private static void configureDevice(Path folder) throws IOException {
        Files.writeString(
                folder.resolve("cards.csv"),
                "IMSI,Ki,OPC\n%s,%s,%s\n"
                        .formatted(
                                CARD.imsi().digits(),
                                hex(CARD.k().toArray()),
                                hex(CARD.opc().toArray())));
        Files.writeString(
                folder.resolve("ue.yaml"),
                """
                node: ue
                identity: {plmn: 001/01}
                credentials: cards.csv
                nas: {connect: %s:%d}
                ua: {connect: %s:%d}
                policy: {solution: "12", applicationServers: [as.example.net]}
                """
                        .formatted(ACCESS, NAS_PORT, SERVER, ESP_PORT));
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets);
    }

    private void obey() throws IOException {
        System.out.println("ready");
        var orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ", -1);
            switch (words[0]) {
                case "rekey" -> network.mmeIsLater(Duration.ofSeconds(61));
                case "restart" -> {
                    server.close();
                    server = serving();
                }
                case "spoof" -> spoof(words[1]);
                default -> throw new IllegalArgumentException(order);
            }
            System.out.println("done: " + order);
        }
        server.close();
    }

    private void spoof(String address) throws IOException {
        try (TestFleet fleet = TestFleet.open(network);
                Device device = fleet.device(SPOOFER, TestFleet.CALM)) {
            device.attach();
            AsProvision to = fleet.provision(network.endpoint(), server.espAddress());
            KeyedReports spoofing = (_, key, _, _) -> spoofed(key, InetAddress.ofLiteral(address));
            ReportOutcome outcome = device.report(to, spoofing, Plaintext.EMPTY);
            if (!(outcome instanceof ReportOutcome.Delivered)) {
                throw new IOException(outcome.inWords());
            }
        }
    }

    private ReportOutcome spoofed(DeviceKey key, InetAddress other) {
        var ask = new InnerPacket(InnerPacket.ADDRESS, Plaintext.EMPTY);
        try (DatagramSocket socket = new DatagramSocket();
                var client =
                        new EspClient(
                                key.name().keyName(),
                                key.leaf(),
                                EspProfile.STANDARD,
                                network.world().entropy(),
                                RequestCounts.inMemory());
                PendingOpening opening = client.open(ask)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            send(socket, opening.datagram());
            var answer = new DatagramPacket(new byte[2_000], 2_000);
            socket.receive(answer);
            byte[] octets = Arrays.copyOf(answer.getData(), answer.getLength());
            if (!(opening.open(octets)
                    instanceof OpeningOutcome.Begun(InnerPacket said, EspSession session))) {
                return new ReportOutcome.NoAnswer();
            }
            try (session) {
                TunnelAddress own =
                        Objects.requireNonNull(TunnelAddress.decode(said.payload()), "an address");
                send(socket, session.seal(packet(other, SPOOFED)));
                send(socket, session.seal(packet(own.address(), GENUINE)));
                // The kernel of the server says that nobody listens there.
                socket.receive(answer);
            }
            return new ReportOutcome.Delivered(Plaintext.EMPTY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(DatagramSocket socket, byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, server.espAddress()));
    }

    /// In UDP, to the discard port, without a checksum of UDP.
    private static InnerPacket packet(InetAddress from, String text) {
        byte[] said = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer packet = ByteBuffer.allocate(IP_AND_UDP_OCTETS + said.length);
        packet.put((byte) 0x45).put((byte) 0).putShort((short) packet.capacity()).putInt(0);
        packet.put((byte) 64).put((byte) UDP).putShort((short) 0);
        packet.put(from.getAddress()).put(InetAddress.ofLiteral(INSIDE).getAddress());
        packet.putShort((short) 9).putShort((short) 9).putShort((short) (8 + said.length));
        packet.putShort((short) 0).put(said);
        packet.putShort(HEADER_CHECKSUM_AT, checksum(packet));
        return new InnerPacket(InnerPacket.IPV4, Plaintext.copyOf(packet.array()));
    }

    /// Of the header (RFC 791 clause 3.1), whose own field is 0.
    private static short checksum(ByteBuffer packet) {
        int sum = 0;
        for (int at = 0; at < IP_OCTETS; at += Short.BYTES) {
            sum += Short.toUnsignedInt(packet.getShort(at));
        }
        return (short) ~((sum & 0xffff) + (sum >>> 16));
    }

    /// Lets one device attach at an address of the namespace; the MME of a laboratory listens on loopback.
    private static final class Access implements AutoCloseable {
        private final UdpSocket outside;
        private final UdpSocket inside;
        private volatile InetSocketAddress device = new InetSocketAddress(ACCESS, NAS_PORT);

        Access(InetSocketAddress mme) throws IOException {
            outside = UdpSocket.bind(new InetSocketAddress(ACCESS, NAS_PORT));
            inside = UdpSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            inside.start((_, pdu) -> outside.send(device, pdu));
            outside.start((from, pdu) -> {
                device = from;
                inside.send(mme, pdu);
            });
        }

        @Override
        public void close() {
            outside.close();
            inside.close();
        }
    }
}
