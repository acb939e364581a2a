package dev.bestow.ue.modem;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/// A serial line without a wire: what is written here is read from its device file, and the other way round.
@SuppressWarnings("restricted") // calls libc
final class PseudoTerminal implements AutoCloseable {
    private static final int O_RDWR_NOCTTY = 0x102;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final int NAME_OCTETS = 64;

    private static final int POLLIN = 1;
    private static final int POLLHUP = 0x10;
    private static final int TURN_MS = 20;

    private final int master;
    private final String device;
    private volatile boolean unplugged;

    PseudoTerminal() {
        master = (int) call("posix_openpt", INT, O_RDWR_NOCTTY);
        call("grantpt", INT, master);
        call("unlockpt", INT, master);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocate(NAME_OCTETS);
            call("ptsname_r", INT, master, name, (long) NAME_OCTETS);
            device = name.getString(0);
        }
    }

    /// Its file.
    String device() {
        return device;
    }

    /// The next octet of the other end, or -1 when none will come. Blocks.
    int read() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment polled = arena.allocate(8, 4);
            polled.set(INT, 0, master);
            polled.set(INT, 4, POLLIN);
            while (call("poll", INT, polled, 1L, TURN_MS) <= 0 || isHungUp(polled)) {
                if (unplugged) {
                    call("close", INT, master);
                    return -1;
                }
            }
            MemorySegment octet = arena.allocate(1);
            return call("read", LONG, master, octet, 1L) == 1
                    ? octet.get(ValueLayout.JAVA_BYTE, 0) & 0xff
                    : -1;
        }
    }

    /// As long as nobody has the device open.
    private static boolean isHungUp(MemorySegment polled) {
        return polled.get(INT, 4) >>> 16 == POLLHUP;
    }

    void write(String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment all = arena.allocateFrom(ValueLayout.JAVA_BYTE, octets);
            call("write", LONG, master, all, (long) octets.length);
        }
    }

    private static long call(String name, ValueLayout result, Object... arguments) {
        MemoryLayout[] layouts = new MemoryLayout[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            layouts[i] =
                    switch (arguments[i]) {
                        case Integer _ -> INT;
                        case Long _ -> LONG;
                        default -> ValueLayout.ADDRESS;
                    };
        }
        Linker linker = Linker.nativeLinker();
        MethodHandle function =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow(name),
                        FunctionDescriptor.of(result, layouts));
        try {
            return ((Number) function.invokeWithArguments(arguments)).longValue();
        } catch (Throwable e) {
            throw new AssertionError(name, e);
        }
    }

    /// Unplugs it; whoever reads here does so.
    @Override
    public void close() {
        unplugged = true;
    }
}
