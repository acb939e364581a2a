package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;

import org.jspecify.annotations.Nullable;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/// A peer made of a bare socket, which says whatever a test wants. Every read has a deadline.
final class RawPeer implements AutoCloseable {
    private static final int DEADLINE_MS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private final String host;

    RawPeer(Socket socket, String host) throws IOException {
        this.socket = socket;
        this.host = host;
        socket.setSoTimeout(DEADLINE_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    static RawPeer connect(InetSocketAddress to, String host) throws IOException {
        return new RawPeer(new Socket(to.getAddress(), to.getPort()), host);
    }

    /// Connects and exchanges capabilities.
    static RawPeer open(InetSocketAddress to, String host) throws IOException {
        RawPeer peer = connect(to, host);
        peer.send(peer.capabilities());
        assertThat(Result.from(peer.read())).isEqualTo(Result.SUCCESS);
        return peer;
    }

    static RawPeer accept(ServerSocket listener, String host) throws IOException {
        listener.setSoTimeout(DEADLINE_MS);
        return new RawPeer(listener.accept(), host);
    }

    void send(byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    void send(DiameterMessage message) throws IOException {
        send(message.octets().toArray());
    }

    DiameterMessage read() throws IOException {
        byte[] head = new byte[4];
        in.readFully(head);
        int length = (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | (head[3] & 0xff);
        byte[] octets = java.util.Arrays.copyOf(head, length);
        in.readFully(octets, 4, length - 4);
        return DiameterMessage.decode(octets);
    }

    /// Reads the next message, expecting this command.
    DiameterMessage read(int commandCode, boolean request) throws IOException {
        DiameterMessage message = read();
        assertThat(message.commandCode()).isEqualTo(commandCode);
        assertThat(message.isRequest()).isEqualTo(request);
        return message;
    }

    /// Reads to the end: the other side has closed, in order or by reset.
    void expectClosed() throws IOException {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException | SocketException e) {
            assertThat(socket.isClosed()).isFalse();
        }
    }

    DiameterMessage capabilities() throws IOException {
        return capabilities(ApplicationId.S6A);
    }

    DiameterMessage capabilities(int application) throws IOException {
        MessageBuilder cer =
                MessageBuilder.request(CommandCode.CAPABILITIES_EXCHANGE, 0, 0)
                        .hopByHop(1)
                        .endToEnd(2);
        describe(cer, application);
        return cer.build();
    }

    private void describe(MessageBuilder message, int application) throws IOException {
        new Origin(host, TestNode.realmOf(host)).putInto(message);
        message.put(BaseAvps.HOST_IP_ADDRESS, InetAddress.getLoopbackAddress())
                .put(BaseAvps.VENDOR_ID, 0)
                .put(BaseAvps.PRODUCT_NAME, "raw")
                .openGroup(BaseAvps.VENDOR_SPECIFIC_APPLICATION_ID)
                .put(BaseAvps.VENDOR_ID, 10415)
                .put(BaseAvps.AUTH_APPLICATION_ID, application)
                .closeGroup();
    }

    /// Reads a CER and answers it with success.
    void answerCapabilities() throws IOException {
        answerCapabilities(read(CommandCode.CAPABILITIES_EXCHANGE, true), ApplicationId.S6A);
    }

    void answerCapabilities(DiameterMessage cer, int application) throws IOException {
        MessageBuilder cea = MessageBuilder.answerTo(cer);
        Result.SUCCESS.putInto(cea);
        describe(cea, application);
        send(cea.build());
    }

    /// Answers any request with success, as `host`.
    void answer(DiameterMessage request) throws IOException {
        answerAs(new Origin(host, TestNode.realmOf(host)), Result.SUCCESS, request);
    }

    /// Answers in somebody else's name.
    void answerAs(Origin claimed, Result result, DiameterMessage request) throws IOException {
        MessageBuilder answer = MessageBuilder.answerTo(request);
        claimed.putInto(answer, result);
        send(answer.build());
    }

    /// An AIR for the node under test.
    DiameterMessage request(int hopByHop) {
        return request(null, hopByHop);
    }

    DiameterMessage request(@Nullable String destinationHost, int hopByHop) {
        return TestNode.request(
                CommandCode.AUTHENTICATION_INFORMATION,
                ApplicationId.S6A,
                host,
                destinationHost,
                hopByHop);
    }

    /// An AIR in somebody else's name.
    DiameterMessage requestOf(Origin claimed, int hopByHop) {
        MessageBuilder request =
                MessageBuilder.request(
                        CommandCode.AUTHENTICATION_INFORMATION, ApplicationId.S6A, 0);
        new Envelope("s;1;" + hopByHop, claimed.host(), claimed.realm(), null, "home.test")
                .putInto(request);
        return request.hopByHop(hopByHop).build();
    }

    Envelope envelope() {
        return new Envelope(host + ";1;1", host, TestNode.realmOf(host), null, "home.test");
    }

    Socket socket() {
        return socket;
    }

    /// Ends the connection in the middle of a test.
    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
