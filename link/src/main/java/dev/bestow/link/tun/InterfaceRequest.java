package dev.bestow.link.tun;

import dev.bestow.link.libc.Libc;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// `struct ifreq` of Linux, with which an interface is named and configured.
///
/// ```
/// octets 0-15   name of the interface, zeros after it
///        16-    flags, 2 octets | MTU, 4 octets | or struct sockaddr_in:
///               family, 2 octets | port, 2 octets | IPv4 address, 4 octets, in network order
/// ```
final class InterfaceRequest {
    // Constants of Linux, the same on x86, ARM and RISC-V.
    private static final int OCTETS = 40;
    private static final int VALUE_AT = 16;
    private static final int ADDRESS_AT = VALUE_AT + 4;
    private static final short AF_INET = 2;
    private static final int DATAGRAMS = 2 | Libc.O_CLOEXEC;
    private static final long SET_ADDRESS = 0x8916;
    private static final long SET_NETMASK = 0x891c;
    private static final long SET_MTU = 0x8922;
    private static final long GET_FLAGS = 0x8913;
    private static final long SET_FLAGS = 0x8914;
    private static final short UP = 1;

    private static final ValueLayout.OfInt NETWORK_INT =
            ValueLayout.JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final MethodHandle SOCKET =
            Libc.function("socket", Libc.INT, Libc.INT, Libc.INT, Libc.INT);

    private InterfaceRequest() {}

    /// About the interface of that name, at most 15 ASCII characters.
    static MemorySegment of(Libc libc, String name) {
        MemorySegment request = libc.allocate(OCTETS);
        request.setString(0, name);
        return request;
    }

    static void flags(MemorySegment request, short flags) {
        request.set(ValueLayout.JAVA_SHORT, VALUE_AT, flags);
    }

    /// Sets address, netmask and MTU and brings the interface up.
    static void configure(String name, InterfaceAddress wanted) throws IOException {
        try (Libc libc = new Libc()) {
            int socket = (int) libc.call(SOCKET, (int) AF_INET, DATAGRAMS, 0);
            try {
                MemorySegment request = of(libc, name);
                var control = new Control(libc, socket, name, request);
                request.set(Libc.INT, VALUE_AT, wanted.mtu());
                control.request(SET_MTU, "MTU");
                int address = ByteBuffer.wrap(wanted.address().getAddress()).getInt();
                control.address(SET_ADDRESS, "address", address);
                control.address(SET_NETMASK, "netmask", wanted.mask());
                control.request(GET_FLAGS, "flags");
                flags(request, (short) (request.get(ValueLayout.JAVA_SHORT, VALUE_AT) | UP));
                control.request(SET_FLAGS, "flags");
            } finally {
                if (socket >= 0) {
                    libc.close(socket);
                }
            }
        }
    }

    /// The socket through which the kernel takes requests about interfaces.
    private record Control(Libc libc, int socket, String name, MemorySegment about) {
        void address(long code, String what, int address) throws IOException {
            about.set(ValueLayout.JAVA_SHORT, VALUE_AT, AF_INET);
            about.set(ValueLayout.JAVA_SHORT, VALUE_AT + 2, (short) 0);
            about.set(NETWORK_INT, ADDRESS_AT, address);
            request(code, what);
        }

        void request(long code, String what) throws IOException {
            if (libc.ioctl(socket, code, about) < 0) {
                throw TunDevice.failed(name, "its " + what, libc.errno());
            }
        }
    }
}
