package dev.bestow.link.tun;

import dev.bestow.core.InvalidValue;
import dev.bestow.link.libc.Libc;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// A TUN device of Linux: a network interface whose IP packets this process reads and writes. One thread of its own
/// reads; anybody may write. What the kernel does not take is counted and forgotten, as a network would do. The
/// interface is gone when this is closed, or its process ends.
public final class TunDevice implements AutoCloseable {
    /// The longest packet that is read or written, in octets; no interface here has a larger MTU.
    public static final int MAX_PACKET_OCTETS = 9_000;

    // Constants of Linux, the same on x86, ARM and RISC-V.
    private static final String CLONE = "/dev/net/tun";
    private static final long TUNSETIFF = 0x400454ca;
    private static final short TUN_NO_INFORMATION_NEW = (short) (0x0001 | 0x1000 | 0x8000);
    private static final long WAKE = 1;

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,14}");
    private static final Logger LOG = System.getLogger(TunDevice.class.getName());
    private static final MethodHandle EVENTFD =
            Libc.function("eventfd", Libc.INT, Libc.INT, Libc.INT);

    private final String name;
    private final Libc reading = new Libc();
    private final Libc writing = new Libc();
    private final MemorySegment readInto = reading.allocate(MAX_PACKET_OCTETS);
    private final MemorySegment writtenFrom = writing.allocate(MAX_PACKET_OCTETS);
    private final AtomicLong failures = new AtomicLong();
    private final int descriptor;
    private final int ending;
    private volatile @Nullable Thread reader;
    private boolean closed;

    /// Gets every packet that the machine routes to the interface, on the reading thread: it must not block.
    @FunctionalInterface
    public interface Receiver {
        /// `packet` is the receiver's own: an IP packet of either version, no longer than the MTU.
        void received(byte[] packet);
    }

    private TunDevice(String name) throws IOException {
        this.name = name;
        ending = (int) reading.call(EVENTFD, 0, Libc.O_CLOEXEC);
        descriptor = reading.open(CLONE, Libc.O_RDWR | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        try {
            require(descriptor, CLONE);
            require(ending, "eventfd");
            MemorySegment request = InterfaceRequest.of(reading, name);
            InterfaceRequest.flags(request, TUN_NO_INFORMATION_NEW);
            require(reading.ioctl(descriptor, TUNSETIFF, request), "the interface");
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// Makes the interface, which is down and has no address yet.
    ///
    /// @throws InvalidValue when no interface can have that name
    /// @throws IOException says what is missing
    public static TunDevice open(String name) throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidValue(
                    "TUN device", name + " is no name of 1 to 15 letters and digits");
        }
        return new TunDevice(name);
    }

    private void require(long result, String what) throws IOException {
        if (result < 0) {
            throw failed(name, what, reading.errno());
        }
    }

    static IOException failed(String name, String what, int errno) {
        String why =
                switch (errno) {
                    case Libc.ENOENT -> "is not there: load the kernel's module tun (modprobe tun)";
                    case Libc.EPERM, Libc.EACCES ->
                            "may not be had by this user: it takes CAP_NET_ADMIN"
                                    + " (AmbientCapabilities of systemd, or root)";
                    case Libc.EBUSY ->
                            "is there already: remove it (ip link delete %s)".formatted(name);
                    default -> "cannot be had: error %d of Linux".formatted(errno);
                };
        return new IOException("TUN device %s: %s %s".formatted(name, what, why));
    }

    /// Gives it an address and brings it up; what is in the network of that address is then routed to it.
    public void configure(InterfaceAddress address) throws IOException {
        InterfaceRequest.configure(name, address);
    }

    /// Starts to read. To be called once.
    public void start(Receiver receiver) {
        Thread thread =
                Thread.ofPlatform().daemon().name("tun-" + name).unstarted(() -> read(receiver));
        reader = thread;
        thread.start();
    }

    private void read(Receiver receiver) {
        int[] both = {descriptor, ending};
        while (true) {
            long octets = reading.read(descriptor, readInto);
            if (octets >= 0) {
                deliver(receiver, readInto.asSlice(0, octets).toArray(ValueLayout.JAVA_BYTE));
            } else if (!reading.isTransient()) {
                LOG.log(
                        Level.ERROR,
                        "TUN device {0} is gone (error {1}): no packet passes until this node is"
                                + " started again",
                        name,
                        reading.errno());
                return;
            } else if (reading.poll(Libc.POLLIN, both, -1) > 0 && isClosed()) {
                return;
            }
        }
    }

    private void deliver(Receiver receiver, byte[] packet) {
        try {
            receiver.received(packet);
        } catch (Throwable bug) {
            // Everything, assertions included: one bad packet must not silence the interface.
            if (failures.incrementAndGet() == 1) {
                LOG.log(
                        Level.ERROR,
                        "the receiver of TUN device "
                                + name
                                + " failed; further failures are counted",
                        bug);
            }
        }
    }

    /// Hands a packet to the machine; false if that does not take it. Thread-safe.
    public boolean write(byte[] packet) {
        if (packet.length > MAX_PACKET_OCTETS) {
            return false;
        }
        synchronized (writing) {
            if (isClosed()) {
                return false;
            }
            MemorySegment.copy(packet, 0, writtenFrom, ValueLayout.JAVA_BYTE, 0, packet.length);
            return writing.write(descriptor, writtenFrom.asSlice(0, packet.length))
                    == packet.length;
        }
    }

    /// How often the receiver threw.
    public long failures() {
        return failures.get();
    }

    /// The name of the interface.
    public String name() {
        return name;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /// Ends the reading thread, and removes the interface with its routes. Idempotent.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        synchronized (writing) {
            if (ending >= 0) {
                writtenFrom.set(Libc.LONG, 0, WAKE);
                writing.write(ending, writtenFrom.asSlice(0, Long.BYTES));
            }
        }
        awaitReader();
        synchronized (writing) {
            for (int each : new int[] {descriptor, ending}) {
                if (each >= 0) {
                    writing.close(each);
                }
            }
            writing.close();
            reading.close();
        }
    }

    private void awaitReader() {
        Thread last = reader;
        boolean interrupted = false;
        while (last != null && last.isAlive() && !last.equals(Thread.currentThread())) {
            try {
                last.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
