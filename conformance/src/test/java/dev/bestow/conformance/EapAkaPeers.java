package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.aka.AuthenticationVector;
import dev.bestow.aka.Autn;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Usim;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.emks.run.OwnRuns;
import dev.bestow.keys.CkIk;
import dev.bestow.link.coap.CoapEapLimits;
import dev.bestow.link.coap.CoapEapServer;
import dev.bestow.link.coap.CoapTap;
import dev.bestow.link.coap.EapMethod;
import dev.bestow.link.udp.UdpSocket;
import dev.bestow.ue.UaTransport;
import dev.bestow.ue.UdpTransport;
import dev.bestow.ue.run.EapAkaPeer;
import dev.bestow.ue.run.OwnRun;
import dev.bestow.ue.run.OwnRunOutcome;
import dev.bestow.wire.coap.CoapCodec;
import dev.bestow.wire.coap.CoapMessage;
import dev.bestow.wire.eap.EapCodec;
import dev.bestow.wire.eap.EapMessage;
import dev.bestow.wire.s6a.ResynchronizationInfo;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Our two halves of EAP-AKA, each with a program of somebody else's at the other end: both speak EAP in RADIUS.
public final class EapAkaPeers implements AutoCloseable {
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final TestWorld world = new TestWorld();
    private final OwnHome home = new OwnHome(CARD);
    private final SoftUsim card = SoftUsim.fresh(CARD.credentials());
    private final Path folder;

    public EapAkaPeers(Path folder) {
        this.folder = folder;
    }

    /// From now on the card has seen newer SQNs than the home network knows of.
    public void aheadIsTheCard() {
        home.goOnFrom(9_000);
        AuthenticationVector vector = home.quintet();
        var _ = card.authenticate(vector.rand(), vector.autn());
        home.goOnFrom(1_000);
    }

    /// Keys that our server has kept.
    public int kept() {
        return home.kept().size();
    }

    /// How many vectors were asked for.
    public int asked() {
        return home.asked();
    }

    // -- eapol_test as the peer -----------------------------------------------------------------

    /// What eapol_test says of our server, with the card or another one; its last line is SUCCESS or FAILURE.
    public String eapolTest(boolean otherCard) throws IOException, InterruptedException {
        UdpSocket radius = UdpSocket.bind(new InetSocketAddress(LOOPBACK, 0));
        try (radius;
                SoftUsim other = SoftUsim.fresh(CARD.withWrongK().credentials())) {
            new Front(
                            radius,
                            new OwnRuns(TestNetwork.PLMN, home, home, world.ports(world.entropy())))
                    .start();
            Path conf = folder.resolve("eapol.conf");
            Files.writeString(
                    conf,
                    """
                    ctrl_interface=%s
                    external_sim=1
                    network={
                      key_mgmt=IEEE8021X
                      eap=AKA
                      identity="0%s"
                    }
                    """
                            .formatted(folder.resolve("ctrl"), CARD.imsi().digits()));
            Process program =
                    new ProcessBuilder(
                                    "eapol_test",
                                    "-c",
                                    conf.toString(),
                                    "-a",
                                    LOOPBACK.getHostAddress(),
                                    "-p",
                                    Integer.toString(radius.localAddress().getPort()),
                                    "-s",
                                    RadiusEap.SECRET,
                                    "-n",
                                    "-t",
                                    "20",
                                    "-W")
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("eapol.log").toFile())
                            .start();
            try (var _ = control(otherCard ? other : card)) {
                assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                program.destroy();
            }
            return Files.readString(folder.resolve("eapol.log"));
        }
    }

    /// The card, over the control interface: eapol_test asks it when the challenge comes.
    private UnixDatagrams control(Usim usim) throws IOException {
        Path socket = folder.resolve("ctrl/test");
        await().until(() -> Files.exists(socket));
        UnixDatagrams control =
                UnixDatagrams.open(line -> sim(usim, line), folder.resolve("card.sock"), socket);
        control.send("ATTACH");
        return control;
    }

    private static @Nullable String sim(Usim usim, String line) {
        int at = line.indexOf("CTRL-REQ-SIM-");
        if (at < 0) {
            return null;
        }
        String[] fields = line.substring(at).split("[: ]", -1);
        String network = fields[0].substring("CTRL-REQ-SIM-".length());
        UsimAnswer answer = usim.authenticate(Rand.parse(fields[2]), Autn.parse(fields[3]));
        return "CTRL-RSP-SIM-"
                + network
                + ":"
                + switch (answer) {
                    case UsimAnswer.Success(Octets res, CkIk ckIk) ->
                            "UMTS-AUTH:" + keys(ckIk) + ":" + res.hex();
                    case UsimAnswer.SynchronisationFailure(var auts) -> "UMTS-AUTS:" + auts;
                    case UsimAnswer.MacFailure(), UsimAnswer.Unusable _ -> "UMTS-FAIL";
                };
    }

    /// IK:CK
    private static String keys(CkIk ckIk) {
        return ckIk.octets()
                .use(octets ->
                        Octets.copyOf(octets, 16, 16).hex()
                                + ":"
                                + Octets.copyOf(octets, 0, 16).hex());
    }

    /// An authenticator in the middle: RADIUS to conversations of our server.
    private record Front(UdpSocket socket, EapMethod method) {
        void start() {
            var conversation = new EapMethod.Conversation[1];
            socket.start((from, datagram) -> {
                RadiusEap request = RadiusEap.decode(datagram);
                EapMethod.Next next;
                if (request.state().length() == 0) {
                    conversation[0] = method.begin(from.getAddress());
                    next = new EapMethod.Next(identified(conversation[0], request.eap()), false);
                } else {
                    next = Objects.requireNonNull(conversation[0].next(request.eap()));
                }
                byte[] message = next.message().toArray();
                int code =
                        switch (EapCodec.decode(message)) {
                            case EapMessage.Success _ -> RadiusEap.ACCEPT;
                            case EapMessage.Failure _ -> RadiusEap.REJECT;
                            default -> RadiusEap.CHALLENGE;
                        };
                socket.send(
                        from,
                        request.answer(code, message, next.last() ? new byte[0] : new byte[] {1}));
            });
        }

        /// An authenticator has asked for the identity itself, with an identifier of its own.
        private static Octets identified(EapMethod.Conversation conversation, Octets response) {
            byte[] ours = response.toArray();
            ours[1] = (byte) conversation.first().at(1);
            return Objects.requireNonNull(conversation.next(Octets.copyOf(ours))).message();
        }
    }

    // -- nobody: a capture of both of ours ------------------------------------------------------

    /// A run of both our halves over CoAP, every message of it.
    public CoapPcap captured() throws IOException {
        var pcap = new CoapPcap();
        var tap =
                new CoapTap() {
                    @Override
                    public void received(CoapMessage message, int octets) {
                        add(true, message);
                    }

                    @Override
                    public void sent(CoapMessage message, int octets) {
                        add(false, message);
                    }

                    private synchronized void add(boolean ofDevice, CoapMessage message) {
                        byte[] payload = message.payload().toArray();
                        pcap.coap(ofDevice, CoapCodec.encode(message));
                        if (EapCodec.decode(payload) instanceof EapMessage) {
                            pcap.eap(payload);
                        }
                    }
                };
        try (var emks =
                        CoapEapServer.bind(
                                new InetSocketAddress(LOOPBACK, 0),
                                CoapEapLimits.DEFAULT,
                                world.ports(world.entropy()),
                                tap);
                var run =
                        new OwnRun(
                                new EapAkaPeer(CARD.imsi(), card),
                                world.entropy(),
                                world.timers());
                UaTransport.Port port =
                        new UdpTransport(LOOPBACK).open(emks.localAddress(), run::received)) {
            emks.start(new OwnRuns(TestNetwork.PLMN, home, home, world.ports(world.entropy())));
            assertThat(run.start(port::send, 5_000).join())
                    .isInstanceOf(OwnRunOutcome.Agreed.class);
        }
        return pcap;
    }

    // -- hostapd as the server ------------------------------------------------------------------

    /// What our peer comes to with hostapd, which gets its vectors of our authentication centre.
    public OwnRunOutcome hostapd(int port) throws IOException, InterruptedException {
        Path db = folder.resolve("sim.sock");
        Files.writeString(
                folder.resolve("clients"),
                LOOPBACK.getHostAddress() + " " + RadiusEap.SECRET + "\n");
        Files.writeString(folder.resolve("users"), "\"0\"* AKA\n");
        Path conf = folder.resolve("hostapd.conf");
        Files.writeString(
                conf,
                """
                driver=none
                interface=lo
                radius_server_clients=%1$s/clients
                radius_server_auth_port=%2$d
                eap_server=1
                eap_user_file=%1$s/users
                eap_sim_db=unix:%1$s/sim.sock
                """
                        .formatted(folder, port));
        try (var _ = UnixDatagrams.open(this::vector, db)) {
            Process hostapd =
                    new ProcessBuilder("hostapd", "-d", conf.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("hostapd.log").toFile())
                            .start();
            try (var peer = new EapAkaPeer(CARD.imsi(), card)) {
                return converse(peer, new InetSocketAddress(LOOPBACK, port));
            } finally {
                hostapd.destroy();
            }
        }
    }

    private @Nullable String vector(String line) {
        String[] words = line.split(" ", -1);
        if (words[0].equals("AKA-AUTS")) {
            var info =
                    new ResynchronizationInfo(
                            Rand.parse(words[3]), Octets.parseHex("AUTS", words[2]));
            home.resynchronise(info);
            return null;
        }
        AuthenticationVector made = home.quintet();
        return String.join(
                " ",
                List.of(
                        "AKA-RESP-AUTH",
                        words[1],
                        made.rand().toString(),
                        made.autn().toString(),
                        keys(made.ckIk()).replace(':', ' '),
                        made.xres().hex()));
    }

    private static OwnRunOutcome converse(EapAkaPeer peer, InetSocketAddress server)
            throws IOException, InterruptedException {
        BlockingQueue<byte[]> got = new LinkedBlockingQueue<>();
        try (UdpSocket radius = UdpSocket.bind(new InetSocketAddress(LOOPBACK, 0))) {
            radius.start((_, datagram) -> got.add(datagram));
            byte[] asked = EapCodec.encode(new EapMessage.IdentityRequest(1));
            byte[] state = {};
            for (int identifier = 0; identifier < 12; identifier++) {
                Octets response = peer.on(Octets.copyOf(asked));
                if (response == null) {
                    break;
                }
                byte[] answer = null;
                byte[] request = RadiusEap.request(identifier, response.toArray(), state);
                for (int attempt = 0; attempt < 20 && answer == null; attempt++) {
                    radius.send(server, request);
                    answer = got.poll(1, TimeUnit.SECONDS);
                }
                RadiusEap next =
                        RadiusEap.decode(Objects.requireNonNull(answer, "hostapd is silent"));
                asked = next.eap().toArray();
                state = next.state().toArray();
            }
            OwnRunOutcome outcome = peer.outcome();
            return outcome == null ? new OwnRunOutcome.NoAnswer() : outcome;
        }
    }

    @Override
    public void close() {
        card.close();
        world.close();
    }
}
