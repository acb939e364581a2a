package dev.bestow.link.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.link.accept.CannotListen;
import dev.bestow.link.fairness.Bystander;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Two sockets on loopback.
class UdpSocketSimulation {
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private UdpSocket sender = bind();
    private UdpSocket receiver = bind();

    static UdpSocket bind() {
        try {
            return UdpSocket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        sender.start((_, _) -> {});
        receiver.start((from, datagram) -> {
            if (datagram.length == 1) {
                throw new IllegalStateException("a planted failure of the receiver");
            }
            assert datagram.length != 2 : "a planted assertion of the receiver";
            assertThat(from).isEqualTo(sender.localAddress());
            received.add(datagram);
        });
    }

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
    }

    private byte[] nextReceived() throws InterruptedException {
        byte[] datagram = received.poll(10, TimeUnit.SECONDS);
        assertThat(datagram).isNotNull();
        return datagram == null ? new byte[0] : datagram;
    }

    @Test
    void datagramsOfEverySizeArrive() throws InterruptedException {
        for (int length : new int[] {0, 3, 1500, UdpSocket.MAX_DATAGRAM_OCTETS}) {
            assertThat(sender.send(receiver.localAddress(), new byte[length])).isTrue();
            assertThat(nextReceived()).hasSize(length);
        }
    }

    @Test
    void neitherExceptionNorAssertionOfTheReceiverEndsTheLoop() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            sender.send(receiver.localAddress(), new byte[1 + i % 2]);
        }
        sender.send(receiver.localAddress(), new byte[7]);
        assertThat(nextReceived()).hasSize(7);
        assertThat(receiver.receiverFailures()).isEqualTo(100);
    }

    @Test
    void whatDoesNotFitIsNotSentAndDoesNoHarm() throws InterruptedException {
        assertThat(
                        sender.send(
                                receiver.localAddress(),
                                new byte[UdpSocket.MAX_DATAGRAM_OCTETS + 1]))
                .isFalse();
        assertThat(sender.socketFailures()).isEqualTo(1);
        assertThat(sender.send(receiver.localAddress(), new byte[4])).isTrue();
        assertThat(nextReceived()).hasSize(4);
    }

    @Test
    void aPeerThatIsGoneDoesNotDisturbTheSocket() throws InterruptedException {
        UdpSocket gone = bind();
        gone.close();
        for (int i = 0; i < 10; i++) {
            sender.send(gone.localAddress(), new byte[9]);
        }
        assertThat(sender.send(receiver.localAddress(), new byte[4])).isTrue();
        assertThat(nextReceived()).hasSize(4);
    }

    @Test
    void afterCloseNothingIsSentAndThePortIsFree() throws IOException {
        InetSocketAddress address = receiver.localAddress();
        assertThatThrownBy(() -> UdpSocket.bind(address)).isInstanceOf(CannotListen.class);
        receiver.close();
        receiver.close();
        assertThat(receiver.send(sender.localAddress(), new byte[4])).isFalse();
        UdpSocket.bind(address).close();
    }

    @Test
    void floodsLeaveEverybodyElseATurn() throws Exception {
        List<UdpSocket> flooded = new ArrayList<>();
        CountDownLatch busy = new CountDownLatch(Bystander.processors());
        try {
            for (int i = 0; i < Bystander.processors(); i++) {
                UdpSocket socket = bind();
                flooded.add(socket);
                // There is always one more datagram.
                socket.start((from, datagram) -> {
                    busy.countDown();
                    socket.send(socket.localAddress(), datagram);
                });
                socket.send(socket.localAddress(), new byte[4]);
            }
            busy.await();
            assertThat(Bystander.hasATurn()).isTrue();
        } finally {
            flooded.forEach(UdpSocket::close);
        }
    }
}
