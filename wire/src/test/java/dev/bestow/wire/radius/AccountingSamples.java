package dev.bestow.wire.radius;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Accounting-Requests as a packet gateway writes them, and the check it makes of a response, by the platform's own
/// HMAC: a client's half, which the product does not have.
public final class AccountingSamples {
    public static final String SECRET = "an accounting secret";
    public static final String IMSI = "001010000000011";
    public static final String APN = "iot.example";

    private static final int HEADER_OCTETS = 20;
    private static final int AUTHENTICATOR_OFFSET = 4;

    private AccountingSamples() {}

    /// The caller's own.
    public static Secret secret() {
        return secret(SECRET);
    }

    public static Secret secret(String text) {
        return Secret.taking(text.getBytes(StandardCharsets.US_ASCII));
    }

    public static byte[] attribute(int type, byte[] value) {
        return ByteBuffer.allocate(2 + value.length)
                .put((byte) type)
                .put((byte) (2 + value.length))
                .put(value)
                .array();
    }

    public static byte[] text(int type, String value) {
        return attribute(type, value.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] number(int type, long value) {
        return attribute(type, ByteBuffer.allocate(4).putInt((int) value).array());
    }

    /// One 3GPP sub-attribute in a Vendor-Specific of its own, as gateways send them.
    public static byte[] tgpp(int type, String value) {
        return tgpp(text(type, value));
    }

    public static byte[] tgpp(byte[]... subAttributes) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.writeBytes(ByteBuffer.allocate(4).putInt(10_415).array());
        Arrays.stream(subAttributes).forEach(value::writeBytes);
        return attribute(26, value.toByteArray());
    }

    public static byte[] status(int status) {
        return number(40, status);
    }

    /// What is in every message about the session `id` of the UE at `address`.
    public static List<byte[]> session(int status, String id, String address, long atSeconds) {
        byte[] v4 = new byte[4];
        String[] parts = address.split("\\.", -1);
        for (int i = 0; i < v4.length; i++) {
            v4[i] = (byte) Integer.parseInt(parts[i]);
        }
        return new ArrayList<>(
                List.of(
                        status(status),
                        text(44, id),
                        attribute(8, v4),
                        text(30, APN),
                        text(31, "491700000011"),
                        text(32, "pgw1"),
                        number(55, atSeconds),
                        tgpp(1, IMSI),
                        tgpp(18, "00101")));
    }

    public static byte[] request(int identifier, String secret, List<byte[]> attributes) {
        return request(identifier, secret, attributes.toArray(byte[][]::new));
    }

    /// A Message-Authenticator of zeros among `attributes` is filled in.
    public static byte[] request(int identifier, String secret, byte[]... attributes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int mac = 0;
        for (byte[] attribute : attributes) {
            if (Arrays.equals(attribute, messageAuthenticator())) {
                mac = HEADER_OCTETS + body.size() + 2;
            }
            body.writeBytes(attribute);
        }
        byte[] message =
                ByteBuffer.allocate(HEADER_OCTETS + body.size())
                        .put((byte) 4)
                        .put((byte) identifier)
                        .putShort((short) (HEADER_OCTETS + body.size()))
                        .put(new byte[16])
                        .put(body.toByteArray())
                        .array();
        if (mac > 0) {
            System.arraycopy(hmac(message, secret), 0, message, mac, 16);
        }
        System.arraycopy(md5(message, secret), 0, message, AUTHENTICATOR_OFFSET, 16);
        return message;
    }

    /// A Message-Authenticator to be filled in.
    public static byte[] messageAuthenticator() {
        return attribute(80, new byte[16]);
    }

    /// Whether `response` answers `request`, as a client checks it.
    public static boolean answers(byte[] response, byte[] request, String secret) {
        if (response.length < HEADER_OCTETS || response[0] != 5 || response[1] != request[1]) {
            return false;
        }
        byte[] asked = response.clone();
        System.arraycopy(request, AUTHENTICATOR_OFFSET, asked, AUTHENTICATOR_OFFSET, 16);
        return Arrays.equals(
                md5(asked, secret),
                Arrays.copyOfRange(response, AUTHENTICATOR_OFFSET, HEADER_OCTETS));
    }

    /// One of everything, for those who read or mutate messages.
    public static List<byte[]> requests() {
        List<byte[]> all = new ArrayList<>();
        long at = 1_790_000_000;
        for (int status : new int[] {1, 3, 2}) {
            all.add(request(status, SECRET, session(status, "c0000201c0de0001", "192.0.2.1", at)));
        }
        all.add(request(7, SECRET, status(7), text(32, "pgw1"), number(55, at)));
        all.add(request(8, SECRET, status(8), attribute(4, new byte[] {127, 0, 0, 1})));
        List<byte[]> full = everything(at);
        all.add(request(9, SECRET, full));
        full.add(attribute(33, new byte[] {'o', 'n', 'e'}));
        full.add(messageAuthenticator());
        full.add(attribute(33, new byte[] {'t', 'w', 'o'}));
        all.add(request(9, SECRET, full));
        return all;
    }

    private static List<byte[]> everything(long atSeconds) {
        List<byte[]> full = session(1, "c0000201c0de0002", "192.0.2.2", atSeconds);
        full.addAll(
                List.of(
                        text(1, "meter@example"),
                        attribute(95, new byte[16]),
                        attribute(97, prefix(64, "20010db800000001")),
                        tgpp(
                                attribute(2, new byte[] {(byte) 0xc0, (byte) 0xde, 0, 2}),
                                text(20, "3534900698733190"),
                                attribute(21, new byte[] {8}))));
        return full;
    }

    /// The value of a Framed-IPv6-Prefix.
    public static byte[] prefix(int bits, String hex) {
        Octets prefix = Octets.parseHex("prefix", hex);
        ByteBuffer value = ByteBuffer.allocate(2 + prefix.length()).put((byte) 0).put((byte) bits);
        prefix.writeTo(value);
        return value.array();
    }

    private static byte[] md5(byte[] message, String secret) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(message);
            return md5.digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] message, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacMD5"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
