package dev.bestow.wire.ua;

import dev.bestow.core.Eksi;
import dev.bestow.core.RandId;

import java.util.Arrays;

/// Ua native over non-IP data delivery (NIDD): what the PDN connection says anyway, a message does not say again. The
/// connection is one subscriber's, so whoever serves it knows which key is in use, and a compact request that is named
/// by RAND id goes without its four octets.
///
/// ```
/// UDP    header 1 | RAND id 4 | RAND_AS 8 | body n | t 8     21 + n
/// NIDD   header 1 |             RAND_AS 8 | body n | t 8     17 + n
/// ```
///
/// `t` covers the whole RAND, not the octets that are left out, so a connection that stands for another key makes
/// nothing verify. All other messages go as they are: a GUTI is there because no RAND id would do.
public final class NiddForm {
    private NiddForm() {}

    /// The message for the PDN connection, of one for UDP.
    public static byte[] elide(byte[] datagram) {
        if (!leavesNameOut(datagram) || datagram.length < UaCodec.HEADER_OCTETS + RandId.OCTETS) {
            return datagram.clone();
        }
        byte[] message = Arrays.copyOf(datagram, datagram.length - RandId.OCTETS);
        int restAt = UaCodec.HEADER_OCTETS + RandId.OCTETS;
        System.arraycopy(
                datagram, restAt, message, UaCodec.HEADER_OCTETS, datagram.length - restAt);
        return message;
    }

    /// The message for UDP, of one from a PDN connection. Octets that are no message stay none.
    ///
    /// @param inUse of the key that the subscriber of that connection has in use
    public static byte[] restore(byte[] message, RandId inUse) {
        if (!leavesNameOut(message)) {
            return message.clone();
        }
        byte[] datagram = Arrays.copyOf(message, message.length + RandId.OCTETS);
        inUse.encode().writeTo(datagram, UaCodec.HEADER_OCTETS);
        System.arraycopy(
                message,
                UaCodec.HEADER_OCTETS,
                datagram,
                UaCodec.HEADER_OCTETS + RandId.OCTETS,
                message.length - UaCodec.HEADER_OCTETS);
        return datagram;
    }

    private static boolean leavesNameOut(byte[] message) {
        if (message.length < UaCodec.HEADER_OCTETS
                || UaHeader.versionOf(message[0]) != UaHeader.VERSION) {
            return false;
        }
        UaHeader header = UaHeader.of(message[0]);
        return header.form() == UaForm.COMPACT && header.low() == Eksi.NONE;
    }
}
