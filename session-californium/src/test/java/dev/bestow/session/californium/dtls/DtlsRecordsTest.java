package dev.bestow.session.californium.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Octets;
import dev.bestow.session.device.ProtectedSession;
import dev.bestow.session.device.SendOutcome;
import dev.bestow.session.ua.Plaintext;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// The nonces of DTLS are Scandium's: of a capture at the path, what it makes them of. In each session and direction
/// epoch and sequence number come once, and the explicit half of the nonce is those 8 octets (RFC 5288, RFC 6655). The
/// other half and the key are of the handshake, whose randoms are fresh.
class DtlsRecordsTest {
    private static final int CID_TYPE = 25;
    private static final int APPLICATION_DATA = 23;
    private static final DtlsReports.Patience PATIENT = new DtlsReports.Patience(500, 2, 6_000);
    private static final Plaintext REPORT = Plaintext.of("temperature 21.4 C o");

    private final List<Passed> passed = new CopyOnWriteArrayList<>();
    private DtlsWorld world;
    private DatagramSocket towardsDevice;
    private DatagramSocket towardsServer;
    private volatile @Nullable SocketAddress device;
    private final AtomicInteger session = new AtomicInteger();

    /// A datagram on its way.
    private record Passed(int session, boolean up, Octets octets) {}

    /// One record's epoch and number, in one direction of one session.
    private record RecordNumber(int session, boolean up, int epoch, long number) {}

    @BeforeEach
    void start() throws IOException {
        world = new DtlsWorld();
        world.grant(1, 7, "meter-1");
        InetAddress loopback = InetAddress.getLoopbackAddress();
        towardsDevice = new DatagramSocket(0, loopback);
        towardsServer = new DatagramSocket(0, loopback);
        Thread.startVirtualThread(() -> relay(towardsDevice, towardsServer, true));
        Thread.startVirtualThread(() -> relay(towardsServer, towardsDevice, false));
    }

    @AfterEach
    void stop() {
        towardsDevice.close();
        towardsServer.close();
        world.close();
    }

    /// Of up-going datagrams it notes where the answers go.
    private void relay(DatagramSocket from, DatagramSocket to, boolean up) {
        byte[] room = new byte[2_048];
        while (true) {
            try {
                var packet = new DatagramPacket(room, room.length);
                from.receive(packet);
                if (up) {
                    device = packet.getSocketAddress();
                }
                byte[] octets = Arrays.copyOf(room, packet.getLength());
                passed.add(new Passed(session.get(), up, Octets.copyOf(octets)));
                to.send(
                        new DatagramPacket(
                                octets, octets.length, up ? world.server.address() : device));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void reports(int times) {
        session.incrementAndGet();
        var at =
                new InetSocketAddress(
                        towardsDevice.getLocalAddress(), towardsDevice.getLocalPort());
        try (ProtectedSession to = world.device(at, 1, 7, PATIENT)) {
            for (int i = 0; i < times; i++) {
                assertThat(to.send(REPORT)).isInstanceOf(SendOutcome.Answered.class);
            }
        }
    }

    @Test
    void noEpochAndNumberComeTwice() {
        for (int life = 0; life < 3; life++) {
            reports(3);
        }
        Map<RecordNumber, Octets> seen = new HashMap<>();
        int ciphered = 0;
        for (Passed datagram : passed) {
            ciphered += read(datagram, seen);
        }
        assertThat(ciphered).as("records of reports and answers").isGreaterThanOrEqualTo(18);
    }

    private static int read(Passed datagram, Map<RecordNumber, Octets> seen) {
        ByteBuffer in = ByteBuffer.wrap(datagram.octets().toArray());
        int ciphered = 0;
        while (in.hasRemaining()) {
            int type = in.get() & 0xff;
            in.getShort();
            long epochAndNumber = in.getLong();
            if (type == CID_TYPE) {
                in.position(in.position() + LeafKeyConnector.CID_OCTETS);
            }
            byte[] body = new byte[in.getShort()];
            in.get(body);
            var number =
                    new RecordNumber(
                            datagram.session(),
                            datagram.up(),
                            (int) (epochAndNumber >>> 48),
                            epochAndNumber & 0xffff_ffff_ffffL);
            Octets before = seen.putIfAbsent(number, Octets.copyOf(body));
            assertThat(before == null || before.equals(Octets.copyOf(body)))
                    .as("%s has two texts", number)
                    .isTrue();
            if (number.epoch() > 0) {
                assertThat(ByteBuffer.wrap(body).getLong()).isEqualTo(epochAndNumber);
                ciphered += type == CID_TYPE || type == APPLICATION_DATA ? 1 : 0;
            }
        }
        return ciphered;
    }
}
