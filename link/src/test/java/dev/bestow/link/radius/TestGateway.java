package dev.bestow.link.radius;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/// A packet gateway at an address of its own, with the secret it believes in.
final class TestGateway implements AutoCloseable {
    static final int START = 1;
    static final int STOP = 2;
    static final int INTERIM = 3;
    static final int ON = 7;
    static final int OFF = 8;

    private static final int PATIENCE_MS = 10_000;

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final String secret;

    TestGateway(String address, String secret, InetSocketAddress server) {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0));
            socket.setSoTimeout(PATIENCE_MS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.server = server;
        this.secret = secret;
    }

    static byte[] attribute(int type, byte[] value) {
        return ByteBuffer.allocate(2 + value.length)
                .put((byte) type)
                .put((byte) (2 + value.length))
                .put(value)
                .array();
    }

    static byte[] text(int type, String value) {
        return attribute(type, value.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] number(int type, long value) {
        return attribute(type, ByteBuffer.allocate(4).putInt((int) value).array());
    }

    static byte[] tgpp(int type, String value) {
        byte[] inner = text(type, value);
        return attribute(
                26, ByteBuffer.allocate(4 + inner.length).putInt(10_415).put(inner).array());
    }

    /// What a gateway says of a session at its least.
    byte[] session(int identifier, int status, String id, byte[]... more) {
        byte[][] all = Arrays.copyOf(more, more.length + 4);
        all[more.length] = number(40, status);
        all[more.length + 1] = text(44, id);
        all[more.length + 2] = tgpp(1, "001010000000011");
        all[more.length + 3] = text(30, "iot.example");
        return request(identifier, all);
    }

    byte[] request(int identifier, byte[]... attributes) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Arrays.stream(attributes).forEach(body::writeBytes);
        int length = 20 + body.size();
        byte[] message =
                ByteBuffer.allocate(length)
                        .put((byte) 4)
                        .put((byte) identifier)
                        .putShort((short) length)
                        .put(new byte[16])
                        .put(body.toByteArray())
                        .array();
        System.arraycopy(digest(message), 0, message, 4, 16);
        return message;
    }

    private byte[] digest(byte[] message) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(message);
            return md5.digest(secret.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    void send(byte[] message) {
        try {
            socket.send(new DatagramPacket(message, message.length, server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] receive() {
        DatagramPacket packet = new DatagramPacket(new byte[4_096], 4_096);
        try {
            socket.receive(packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /// Whether the next that comes answers `request`.
    boolean isAnswered(byte[] request) {
        byte[] response = receive();
        byte[] asked = response.clone();
        System.arraycopy(request, 4, asked, 4, 16);
        return response[0] == 5
                && response[1] == request[1]
                && Arrays.equals(digest(asked), Arrays.copyOfRange(response, 4, 20));
    }

    @Override
    public void close() {
        socket.close();
    }
}
