package dev.bestow.session.esp;

import dev.bestow.core.Entropy;
import dev.bestow.core.Octets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// ESP in UDP (RFC 3948): what a datagram is, by its first octets.
///
/// ```
/// ff                        keepalive, 1 octet, never answered
/// 00 00 00 00 | message     non-ESP marker; IKE's place, where we have the messages that begin a session
/// SPI, 256 or more | ...    an ESP packet
/// ```
public final class UdpEncapsulation {
    /// What keeps a NAT's mapping alive, 1 octet (RFC 3948 clause 2.3).
    public static final Octets KEEPALIVE = Octets.copyOf(new byte[] {(byte) 0xff});

    static final int MARKER_OCTETS = 4;

    /// 1 to 255 are reserved (RFC 4303 clause 2.1).
    static final int MIN_SPI = 256;

    private static final VarHandle WORD =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private UdpEncapsulation() {}

    /// What a datagram is.
    enum Kind {
        KEEPALIVE,
        SET_UP,
        ESP,
        TOO_SHORT
    }

    static Kind kind(byte[] datagram) {
        if (datagram.length == 1 && datagram[0] == (byte) 0xff) {
            return Kind.KEEPALIVE;
        }
        if (datagram.length < MARKER_OCTETS) {
            return Kind.TOO_SHORT;
        }
        return spi(datagram, 0) == 0 ? Kind.SET_UP : Kind.ESP;
    }

    /// A random SPI.
    static int freshSpi(Entropy entropy) {
        int word = entropy.nextInt();
        return isSpi(word) ? word : word + MIN_SPI;
    }

    static int spi(byte[] packet, int at) {
        return word(packet, at);
    }

    static boolean isSpi(int word) {
        return Integer.compareUnsigned(word, MIN_SPI) >= 0;
    }

    static int word(byte[] octets, int at) {
        return (int) WORD.get(octets, at);
    }
}
