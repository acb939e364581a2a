package dev.bestow.ue.modem;

import dev.bestow.aka.UsimGone;
import dev.bestow.core.InvalidValue;
import dev.bestow.link.libc.Libc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// A serial line of Linux, as octets: raw, 115,200 bit/s where it is a wire, and held alone. Waits with poll(2), so
/// that nobody is left in a read that never ends. Calls libc, since Java opens a terminal neither without making it the
/// process's own nor for itself alone. Not thread-safe.
final class SerialLine implements AtLine {
    private static final String FIELD = "modem";

    // Constants of Linux, the same on x86, ARM and RISC-V.
    private static final int LOCK_ALONE_NOW = 2 | 4;
    private static final long TIOCEXCL = 0x540c;
    private static final long TIOCNXCL = 0x540d;
    private static final int B115200 = 0x1002;
    private static final int CREAD_CLOCAL = 0x80 | 0x800;
    private static final int CRTSCTS = 0x80000000;
    private static final int C_CFLAG_AT = 8;

    /// More than `struct termios` has anywhere.
    private static final int TERMIOS_OCTETS = 256;

    private static final MethodHandle FLOCK = Libc.function("flock", Libc.INT, Libc.INT, Libc.INT);
    private static final MethodHandle GET =
            Libc.function("tcgetattr", Libc.INT, Libc.INT, ValueLayout.ADDRESS);
    private static final MethodHandle SET =
            Libc.function("tcsetattr", Libc.INT, Libc.INT, Libc.INT, ValueLayout.ADDRESS);
    private static final MethodHandle SPEED =
            Libc.function("cfsetspeed", Libc.INT, ValueLayout.ADDRESS, Libc.INT);
    private static final MethodHandle RAW = Libc.procedure("cfmakeraw", ValueLayout.ADDRESS);

    private final Libc libc = new Libc();
    private final MemorySegment buffer = libc.allocate(BUFFER_OCTETS);
    private final String device;
    private int descriptor = -1;

    /// The most that is read at once.
    static final int BUFFER_OCTETS = 512;

    private SerialLine(String device) {
        this.device = device;
    }

    /// Opens a device file.
    static SerialLine open(String device) {
        SerialLine line = new SerialLine(device);
        try {
            line.open();
            return line;
        } catch (InvalidValue refused) {
            line.close();
            throw refused;
        }
    }

    private void open() {
        descriptor =
                libc.open(device, Libc.O_RDWR | Libc.O_NOCTTY | Libc.O_NONBLOCK | Libc.O_CLOEXEC);
        if (descriptor < 0) {
            throw refused();
        }
        MemorySegment termios = libc.allocate(TERMIOS_OCTETS);
        require(libc.call(GET, descriptor, termios));
        require(libc.call(FLOCK, descriptor, LOCK_ALONE_NOW));
        require(libc.ioctl(descriptor, TIOCEXCL, MemorySegment.NULL));
        libc.call(RAW, termios);
        require(libc.call(SPEED, termios, B115200));
        int flags = termios.get(Libc.INT, C_CFLAG_AT);
        termios.set(Libc.INT, C_CFLAG_AT, (flags | CREAD_CLOCAL) & ~CRTSCTS);
        require(libc.call(SET, descriptor, 0, termios));
    }

    private void require(long result) {
        if (result < 0) {
            throw refused();
        }
    }

    private InvalidValue refused() {
        String why =
                switch (libc.errno()) {
                    case Libc.ENOENT -> "is not there: is the modem plugged in?";
                    case Libc.EACCES ->
                            "may not be opened by this user: on Debian, add it to group dialout";
                    case Libc.EBUSY, Libc.EAGAIN ->
                            "is held by another program: stop ModemManager (systemctl stop"
                                    + " ModemManager), or whatever else talks to the modem";
                    case Libc.ENOTTY -> "is no serial line";
                    default -> "cannot be opened: error %d of open(2)".formatted(libc.errno());
                };
        return new InvalidValue(FIELD, device + " " + why);
    }

    @Override
    public int read(byte[] into, long waitMs) {
        if (!isReady(Libc.POLLIN, waitMs)) {
            return 0;
        }
        long count = libc.read(descriptor, buffer.asSlice(0, Math.min(BUFFER_OCTETS, into.length)));
        if (count < 0 && libc.isTransient()) {
            return 0;
        }
        if (count <= 0) {
            throw gone();
        }
        MemorySegment read = buffer.asSlice(0, count);
        MemorySegment.copy(read, ValueLayout.JAVA_BYTE, 0, into, 0, (int) count);
        // It may have held a key.
        read.fill((byte) 0);
        return (int) count;
    }

    @Override
    public void write(byte[] octets, long waitMs) {
        int at = 0;
        while (at < octets.length) {
            if (!isReady(Libc.POLLOUT, waitMs)) {
                throw new UsimGone("modem " + device + " takes no octets: unplug it, plug it in");
            }
            int length = Math.min(BUFFER_OCTETS, octets.length - at);
            MemorySegment.copy(octets, at, buffer, ValueLayout.JAVA_BYTE, 0, length);
            long count = libc.write(descriptor, buffer.asSlice(0, length));
            if (count < 0 && !libc.isTransient()) {
                throw gone();
            }
            at += (int) Math.max(0, count);
        }
    }

    private boolean isReady(short events, long waitMs) {
        if (descriptor < 0) {
            throw gone();
        }
        return libc.poll(events, descriptor, (int) waitMs) > 0;
    }

    private UsimGone gone() {
        return new UsimGone("modem " + device + " is gone: plug it in and start again");
    }

    @Override
    public String toString() {
        return device;
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            libc.ioctl(descriptor, TIOCNXCL, MemorySegment.NULL);
            libc.close(descriptor);
            descriptor = -1;
        }
        libc.close();
    }
}
