package dev.bestow.link.udp;

import dev.bestow.link.accept.CannotListen;
import dev.bestow.link.fairness.CooperativeYield;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// One bound UDP socket. A single virtual thread receives and calls the receiver; anybody may send.
/// No datagram and no failure of the receiver ends the loop, only [#close] does. What cannot be sent
/// is counted and forgotten, as the network would do.
public final class UdpSocket implements AutoCloseable {
    /// What a datagram can carry over IPv4; no shorter buffer tells a longer datagram from a cut one.
    public static final int MAX_DATAGRAM_OCTETS = 65_507;

    /// Asked of the kernel in each direction, so that a burst of a whole fleet waits and is not lost.
    private static final int BUFFER_OCTETS = 4 << 20;

    private static final int DATAGRAMS_A_TURN = 1_000;

    /// How long [#close] waits for a receiver that should not have blocked.
    private static final Duration READER_END = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(UdpSocket.class.getName());

    private final DatagramChannel channel;
    private final InetSocketAddress localAddress;
    private final AtomicLong receiverFailures = new AtomicLong();
    private final AtomicLong socketFailures = new AtomicLong();
    private volatile @Nullable Thread reader;

    /// Gets every datagram, on the receiving thread: it must not block.
    @FunctionalInterface
    public interface Receiver {
        /// `datagram` is the receiver's own, of 0 to 65,507 octets.
        void received(InetSocketAddress from, byte[] datagram);
    }

    private UdpSocket(DatagramChannel channel, InetSocketAddress localAddress) {
        this.channel = channel;
        this.localAddress = localAddress;
    }

    /// Binds to `local`; port 0 takes a free one. Nothing is received before [#start].
    public static UdpSocket bind(InetSocketAddress local) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER_OCTETS);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, BUFFER_OCTETS);
            bind(channel, local);
            UdpSocket socket =
                    new UdpSocket(channel, (InetSocketAddress) channel.getLocalAddress());
            socket.tellSmallBuffer(channel.getOption(StandardSocketOptions.SO_RCVBUF));
            return socket;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void bind(DatagramChannel channel, InetSocketAddress local) throws CannotListen {
        try {
            channel.bind(local);
        } catch (IOException e) {
            throw new CannotListen(CannotListen.Protocol.UDP, local, e);
        }
    }

    private void tellSmallBuffer(int granted) {
        if (granted < BUFFER_OCTETS) {
            LOG.log(
                    Level.INFO,
                    "{0} has {1} octets to receive into and asked for {2}; net.core.rmem_max limits"
                            + " it",
                    localAddress,
                    granted,
                    BUFFER_OCTETS);
        }
    }

    /// Starts to receive. To be called once.
    public void start(Receiver receiver) {
        reader =
                Thread.ofVirtual()
                        .name("udp-" + localAddress.getPort())
                        .start(() -> receive(receiver));
    }

    /// With the port that was taken.
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /// Sends one datagram; false if the socket is closed or the datagram does not fit. Thread-safe.
    public boolean send(InetSocketAddress to, byte[] datagram) {
        try {
            return channel.send(ByteBuffer.wrap(datagram), to) == datagram.length;
        } catch (ClosedChannelException e) {
            return false;
        } catch (IOException e) {
            tellSocketFailure("send", e);
            return false;
        }
    }

    /// How often the receiver threw.
    public long receiverFailures() {
        return receiverFailures.get();
    }

    /// How often sending or receiving failed below.
    public long socketFailures() {
        return socketFailures.get();
    }

    private void receive(Receiver receiver) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM_OCTETS);
        CooperativeYield turn = new CooperativeYield(DATAGRAMS_A_TURN);
        while (channel.isOpen()) {
            try {
                buffer.clear();
                InetSocketAddress from = (InetSocketAddress) channel.receive(buffer);
                byte[] datagram = new byte[buffer.flip().remaining()];
                buffer.get(datagram);
                deliver(receiver, from, datagram);
                turn.took(1);
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // An error of the kernel is reported once and gone by the next call.
                tellSocketFailure("receive", e);
            }
        }
    }

    private void deliver(Receiver receiver, InetSocketAddress from, byte[] datagram) {
        try {
            receiver.received(from, datagram);
        } catch (Throwable bug) {
            // Everything, assertions included: one bad datagram must not silence the socket.
            if (receiverFailures.incrementAndGet() == 1) {
                LOG.log(
                        Level.ERROR,
                        "the receiver at " + localAddress + " failed; further failures are counted",
                        bug);
            }
        }
    }

    private void tellSocketFailure(String what, IOException failure) {
        if (socketFailures.incrementAndGet() == 1) {
            LOG.log(
                    Level.WARNING,
                    "cannot {0} at {1}: {2}; further failures are counted",
                    what,
                    localAddress,
                    failure);
        }
    }

    /// Ends the loop and frees the port. Idempotent.
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            tellSocketFailure("close", e);
        }
        awaitReader();
    }

    /// The kernel frees the port when the reader lets go of it, not before.
    private void awaitReader() {
        Thread last = reader;
        if (last == null || last.equals(Thread.currentThread())) {
            return;
        }
        try {
            if (!last.join(READER_END)) {
                LOG.log(
                        Level.WARNING,
                        "the receiver at {0} blocks; its port is not free yet",
                        localAddress);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
