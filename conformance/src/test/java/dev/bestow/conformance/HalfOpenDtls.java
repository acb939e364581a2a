package dev.bestow.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Begins handshakes of DTLS 1.2 and ends none: a ClientHello, and again with the cookie that came back (RFC 6347
/// clause 4.2.1).
final class HalfOpenDtls {
    private static final int HANDSHAKE = 22;
    private static final short DTLS_1_2 = (short) 0xfefd;
    private static final short PSK_WITH_AES_128_CCM_8 = (short) 0xc0a8;
    private static final int HELLO_VERIFY = 3;
    private static final int TYPE_AT = 13;
    private static final int COOKIE_AT = 28;
    private static final int HEADERS = 25;

    private HalfOpenDtls() {}

    /// The first ClientHello.
    static byte[] hello(byte[] random) {
        return hello(0, random, new byte[0]);
    }

    private static byte[] hello(int sequence, byte[] random, byte[] cookie) {
        int length = 2 + random.length + 1 + 1 + cookie.length + 4 + 2;
        return ByteBuffer.allocate(HEADERS + length)
                .put((byte) HANDSHAKE)
                .putShort(DTLS_1_2)
                .putInt(0)
                .putInt(sequence)
                .putShort((short) (12 + length))
                .putInt(1 << 24 | length)
                .putShort((short) sequence)
                .put(new byte[4])
                .putShort((short) length)
                .putShort(DTLS_1_2)
                .put(random)
                .put((byte) 0)
                .put((byte) cookie.length)
                .put(cookie)
                .putShort((short) 2)
                .putShort(PSK_WITH_AES_128_CCM_8)
                .putShort((short) 0x0100)
                .array();
    }

    /// Where `answer` has a cookie, sends the second ClientHello.
    static void goOn(HostileSocket socket, byte[] answer, byte[] random, InetSocketAddress to) {
        if (answer.length > COOKIE_AT && answer[TYPE_AT] == HELLO_VERIFY) {
            int octets = answer[COOKIE_AT - 1];
            byte[] cookie = Arrays.copyOfRange(answer, COOKIE_AT, COOKIE_AT + octets);
            try {
                socket.send(hello(1, random, cookie), to);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
