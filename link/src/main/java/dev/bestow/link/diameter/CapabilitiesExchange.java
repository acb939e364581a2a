package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.ErrorAnswer;
import dev.bestow.wire.diameter.ResultCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// The first exchange on a connection: who is there, and have we anything to say to each other
/// (RFC 6733 clause 5.3). Reader only, except [#accept()], which the end of an election may call.
final class CapabilitiesExchange {
    private final DiameterContext context;
    private final PeerTable table;
    private final Connection connection;
    private volatile @Nullable RemotePeer peer;
    private volatile @Nullable Capabilities remote;
    private volatile @Nullable DiameterMessage cer;

    /// @param initiator the peer we connected to, or null for a connection that came in
    CapabilitiesExchange(
            DiameterContext context,
            PeerTable table,
            Connection connection,
            @Nullable RemotePeer initiator) {
        this.context = context;
        this.table = table;
        this.connection = connection;
        this.peer = initiator;
    }

    /// Whose connection this is, as far as known.
    @Nullable RemotePeer peer() {
        return peer;
    }

    RemotePeer agreedPeer() {
        return agreed(peer);
    }

    Capabilities remote() {
        return agreed(remote);
    }

    private static <T> T agreed(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("opened before the capabilities exchange");
        }
        return part;
    }

    /// Sends CER, on a connection of our own making, once the certificate names whom we meant.
    void start(Transport transport) throws IOException {
        RemotePeer initiator = peer;
        if (initiator == null) {
            return;
        }
        if (!transport.certifies(initiator.host())) {
            throw new IOException("its certificate does not name it");
        }
        DiameterMessage request = Capabilities.request(context, connection.localAddress());
        cer = request;
        send(initiator.host(), request);
    }

    /// The first message on a connection that came in; false when it is no CER.
    boolean receiveRequest(DiameterMessage message, Transport transport) {
        if (!message.isRequest() || !isCapabilities(message)) {
            return false;
        }
        cer = message;
        Capabilities theirs;
        try {
            message.validate();
            theirs = Capabilities.from(message);
        } catch (DecodeException e) {
            context.refusedPeer("a peer at " + transport + " sent a CER that is none: " + e.kind());
            refuse(ErrorAnswer.to(message, context.origin(), e), "?");
            return true;
        }
        String host = theirs.origin().host();
        context.tapReceived(host, message);
        RemotePeer claimed = table.peer(host);
        Capabilities.Verdict verdict = theirs.verdict(context, transport, claimed);
        if (verdict.resultCode() != ResultCode.SUCCESS || claimed == null) {
            context.refusedPeer(
                    "refused %s at %s: it %s".formatted(host, transport, verdict.why()));
            refuse(answer(message, verdict.resultCode()), host);
            return true;
        }
        peer = claimed;
        remote = theirs;
        // Before arrived(): our own attempt may end on another thread and accept this one at once.
        connection.elect();
        if (claimed.arrived(connection) == RemotePeer.Admission.REJECT) {
            connection.close();
        }
        return true;
    }

    private void refuse(DiameterMessage answer, String host) {
        context.tapSent(host, answer);
        connection.endWith(answer);
    }

    /// The first message on a connection of our own making; false when it is not the CEA.
    boolean receiveAnswer(DiameterMessage message) {
        RemotePeer initiator = agreed(peer);
        if (message.isRequest()
                || !isCapabilities(message)
                || message.hopByHop() != agreed(cer).hopByHop()) {
            return false;
        }
        message.validate();
        context.tapReceived(initiator.host(), message);
        remote = Capabilities.agreed(context, message, initiator);
        if (remote == null || !initiator.answered(connection)) {
            connection.close();
        }
        return true;
    }

    /// Sends the CEA that opens the connection.
    void accept() {
        send(agreedPeer().host(), answer(agreed(cer), ResultCode.SUCCESS));
    }

    private DiameterMessage answer(DiameterMessage request, int result) {
        return Capabilities.answer(request, context, result, connection.localAddress());
    }

    private void send(String host, DiameterMessage message) {
        context.tapSent(host, message);
        connection.outbox().offer(message);
    }

    private static boolean isCapabilities(DiameterMessage message) {
        return message.applicationId() == ApplicationId.COMMON
                && message.commandCode() == CommandCode.CAPABILITIES_EXCHANGE;
    }
}
