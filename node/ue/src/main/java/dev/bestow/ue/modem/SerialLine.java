package dev.bestow.ue.modem;

import dev.bestow.aka.UsimGone;
import dev.bestow.core.InvalidValue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// A serial line of Linux, as octets: raw, 115,200 bit/s where it is a wire, and held alone. Waits with poll(2), so
/// that nobody is left in a read that never ends. Calls libc, since Java opens a terminal neither without making it the
/// process's own nor for itself alone. Not thread-safe.
@SuppressWarnings("restricted") // calls libc, which is what it is for
final class SerialLine implements AtLine {
    private static final String FIELD = "modem";

    // Constants of Linux, the same on x86, ARM and RISC-V.
    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int LOCK_ALONE_NOW = 2 | 4;
    private static final long TIOCEXCL = 0x540c;
    private static final long TIOCNXCL = 0x540d;
    private static final int B115200 = 0x1002;
    private static final int CREAD_CLOCAL = 0x80 | 0x800;
    private static final int CRTSCTS = 0x80000000;
    private static final int C_CFLAG_AT = 8;

    /// More than `struct termios` has anywhere.
    private static final int TERMIOS_OCTETS = 256;

    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;
    private static final int POLLFD_OCTETS = 8;
    private static final int EVENTS_AT = 4;
    private static final int ENOENT = 2;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;
    private static final int EACCES = 13;
    private static final int EBUSY = 16;
    private static final int ENOTTY = 25;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final MethodHandle OPEN = libc("open", INT, ValueLayout.ADDRESS, INT);
    private static final MethodHandle CLOSE = libc("close", INT, INT);
    private static final MethodHandle POLL = libc("poll", INT, ValueLayout.ADDRESS, LONG, INT);
    private static final MethodHandle READ = libc("read", LONG, INT, ValueLayout.ADDRESS, LONG);
    private static final MethodHandle WRITE = libc("write", LONG, INT, ValueLayout.ADDRESS, LONG);
    private static final MethodHandle FLOCK = libc("flock", INT, INT, INT);
    private static final MethodHandle IOCTL = libc("ioctl", INT, INT, LONG);
    private static final MethodHandle GET = libc("tcgetattr", INT, INT, ValueLayout.ADDRESS);
    private static final MethodHandle SET = libc("tcsetattr", INT, INT, INT, ValueLayout.ADDRESS);
    private static final MethodHandle SPEED = libc("cfsetspeed", INT, ValueLayout.ADDRESS, INT);
    private static final MethodHandle RAW =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("cfmakeraw"),
                    FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(STATE);
    private final MemorySegment polled = arena.allocate(POLLFD_OCTETS, EVENTS_AT);
    private final MemorySegment buffer = arena.allocate(BUFFER_OCTETS);
    private final String device;
    private int descriptor = -1;

    /// The most that is read at once.
    static final int BUFFER_OCTETS = 512;

    private SerialLine(String device) {
        this.device = device;
    }

    private static MethodHandle libc(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
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
        MemorySegment path = arena.allocateFrom(device);
        descriptor = (int) call(OPEN, path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
        if (descriptor < 0) {
            throw refused();
        }
        MemorySegment termios = arena.allocate(TERMIOS_OCTETS, Long.BYTES);
        require(call(GET, descriptor, termios));
        require(call(FLOCK, descriptor, LOCK_ALONE_NOW));
        require(call(IOCTL, descriptor, TIOCEXCL));
        makeRaw(termios);
        require(call(SPEED, termios, B115200));
        int flags = termios.get(INT, C_CFLAG_AT);
        termios.set(INT, C_CFLAG_AT, (flags | CREAD_CLOCAL) & ~CRTSCTS);
        require(call(SET, descriptor, 0, termios));
    }

    private static void makeRaw(MemorySegment termios) {
        try {
            RAW.invokeExact(termios);
        } catch (Throwable e) {
            throw new IllegalStateException("a function of libc throws nothing", e);
        }
    }

    private void require(long result) {
        if (result < 0) {
            throw refused();
        }
    }

    private InvalidValue refused() {
        String why =
                switch (errno()) {
                    case ENOENT -> "is not there: is the modem plugged in?";
                    case EACCES ->
                            "may not be opened by this user: on Debian, add it to group dialout";
                    case EBUSY, EAGAIN ->
                            "is held by another program: stop ModemManager (systemctl stop"
                                    + " ModemManager), or whatever else talks to the modem";
                    case ENOTTY -> "is no serial line";
                    default -> "cannot be opened: error %d of open(2)".formatted(errno());
                };
        return new InvalidValue(FIELD, device + " " + why);
    }

    @Override
    public int read(byte[] into, long waitMs) {
        if (!isReady(POLLIN, waitMs)) {
            return 0;
        }
        long count = call(READ, descriptor, buffer, Math.min(BUFFER_OCTETS, into.length));
        if (count < 0 && isTransient()) {
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
            if (!isReady(POLLOUT, waitMs)) {
                throw new UsimGone("modem " + device + " takes no octets: unplug it, plug it in");
            }
            int length = Math.min(BUFFER_OCTETS, octets.length - at);
            MemorySegment.copy(octets, at, buffer, ValueLayout.JAVA_BYTE, 0, length);
            long count = call(WRITE, descriptor, buffer, length);
            if (count < 0 && !isTransient()) {
                throw gone();
            }
            at += (int) Math.max(0, count);
        }
    }

    private boolean isReady(short events, long waitMs) {
        if (descriptor < 0) {
            throw gone();
        }
        polled.set(INT, 0, descriptor);
        polled.set(INT, EVENTS_AT, events);
        return call(POLL, polled, 1L, (int) waitMs) > 0;
    }

    private boolean isTransient() {
        return errno() == EAGAIN || errno() == EINTR;
    }

    private int errno() {
        return (int) ERRNO.get(state, 0L);
    }

    private UsimGone gone() {
        return new UsimGone("modem " + device + " is gone: plug it in and start again");
    }

    private long call(MethodHandle function, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = state;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try {
            return ((Number) function.invokeWithArguments(all)).longValue();
        } catch (Throwable e) {
            throw new IllegalStateException("a function of libc throws nothing", e);
        }
    }

    @Override
    public String toString() {
        return device;
    }

    @Override
    public void close() {
        if (descriptor >= 0) {
            call(IOCTL, descriptor, TIOCNXCL);
            call(CLOSE, descriptor);
            descriptor = -1;
        }
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
