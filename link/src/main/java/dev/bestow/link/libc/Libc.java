package dev.bestow.link.libc;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/// Calls of libc on Linux by one thread at a time, with the memory that they take and the error number of the last
/// (ADR 0028). A result below 0 is a failure, which [#errno] names. [#close] frees the memory and closes no descriptor.
/// Not thread-safe.
@SuppressWarnings("restricted") // calls libc, which is what it is for
public final class Libc implements AutoCloseable {
    // Constants of Linux, the same on x86, ARM and RISC-V.
    public static final int O_RDWR = 2;
    public static final int O_NOCTTY = 0x100;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;
    public static final int ENOTTY = 25;

    /// There is something to read.
    public static final short POLLIN = 1;

    /// There is room to write.
    public static final short POLLOUT = 4;

    public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    public static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final int POLLFD_OCTETS = 8;
    private static final int EVENTS_AT = 4;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPEN = function("open", INT, ValueLayout.ADDRESS, INT);
    private static final MethodHandle CLOSE = function("close", INT, INT);
    private static final MethodHandle POLL = function("poll", INT, ValueLayout.ADDRESS, LONG, INT);
    private static final MethodHandle READ = function("read", LONG, INT, ValueLayout.ADDRESS, LONG);
    private static final MethodHandle WRITE =
            function("write", LONG, INT, ValueLayout.ADDRESS, LONG);
    private static final MethodHandle IOCTL =
            LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow("ioctl"),
                    FunctionDescriptor.of(INT, INT, LONG, ValueLayout.ADDRESS),
                    Linker.Option.captureCallState("errno"),
                    Linker.Option.firstVariadicArg(2));

    private final Arena arena = Arena.ofShared();
    private final MemorySegment state = arena.allocate(STATE);
    private final MemorySegment polled = allocate(2L * POLLFD_OCTETS);

    /// With memory of its own for what calls fill, until it is closed.
    public Libc() {}

    /// A function with its parameters, for [#call]. Its first parameter is where the error number goes.
    public static MethodHandle function(
            String name, MemoryLayout result, MemoryLayout... parameters) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(result, parameters),
                Linker.Option.captureCallState("errno"));
    }

    /// A function without a result; its error number means nothing.
    public static MethodHandle procedure(String name, MemoryLayout... parameters) {
        return MethodHandles.filterReturnValue(
                LINKER.downcallHandle(
                        LINKER.defaultLookup().findOrThrow(name),
                        FunctionDescriptor.ofVoid(parameters),
                        Linker.Option.captureCallState("errno")),
                MethodHandles.constant(int.class, 0));
    }

    /// Zeroed memory that lives until [#close], aligned for any field of a C structure.
    public MemorySegment allocate(long octets) {
        return arena.allocate(octets, Long.BYTES);
    }

    /// Opens a file; the result is its descriptor.
    public int open(String path, int flags) {
        try (Arena call = Arena.ofConfined()) {
            return (int) call(OPEN, call.allocateFrom(path), flags);
        }
    }

    /// Closes a descriptor.
    public void close(int descriptor) {
        call(CLOSE, descriptor);
    }

    /// Waits until the descriptor is ready, at most that long; the result is 1 when it is, and 0 when not.
    public int poll(short events, int descriptor, int waitMs) {
        return poll(events, new int[] {descriptor}, waitMs);
    }

    /// Waits until one of at most two descriptors is ready; `waitMs` -1 waits for as long as it takes. The result is
    /// how many are.
    public int poll(short events, int[] descriptors, int waitMs) {
        for (int i = 0; i < descriptors.length; i++) {
            polled.set(INT, (long) POLLFD_OCTETS * i, descriptors[i]);
            polled.set(INT, (long) POLLFD_OCTETS * i + EVENTS_AT, events);
        }
        try {
            return (int) POLL.invokeExact(state, polled, (long) descriptors.length, waitMs);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Reads at most as much as there is room for; the result is how many octets.
    public long read(int descriptor, MemorySegment into) {
        try {
            return (long) READ.invokeExact(state, descriptor, into, into.byteSize());
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Writes; the result is how many octets.
    public long write(int descriptor, MemorySegment octets) {
        try {
            return (long) WRITE.invokeExact(state, descriptor, octets, octets.byteSize());
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// A request of a device, with `argument` or [MemorySegment#NULL].
    public long ioctl(int descriptor, long request, MemorySegment argument) {
        return call(IOCTL, descriptor, request, argument);
    }

    /// Calls any other [#function].
    public long call(MethodHandle function, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        all[0] = state;
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try {
            return ((Number) function.invokeWithArguments(all)).longValue();
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Why the last call failed.
    public int errno() {
        return (int) ERRNO.get(state, 0L);
    }

    /// Whether the last call may do better at another time.
    public boolean isTransient() {
        return errno() == EAGAIN || errno() == EINTR;
    }

    private static IllegalStateException impossible(Throwable e) {
        return new IllegalStateException("a function of libc throws nothing", e);
    }

    /// Frees the memory. Idempotent.
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
