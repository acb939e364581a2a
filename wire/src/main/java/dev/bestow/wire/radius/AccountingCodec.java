package dev.bestow.wire.radius;

import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.wire.radius.RadiusAttribute.AcctSessionId;
import dev.bestow.wire.radius.RadiusAttribute.AcctStatusType;
import dev.bestow.wire.radius.RadiusAttribute.ProxyState;
import dev.bestow.wire.radius.UndecodableAccounting.Reason;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/// Accounting-Requests out of octets, and the octets of Accounting-Responses (RFC 2866 clause 3):
///
/// ```
/// octet 1       code: 4 Accounting-Request, 5 Accounting-Response
/// octet 2       identifier
/// octets 3-4    length, 20 to 4096; what follows behind it in the datagram is padding
/// octets 5-20   authenticator: MD5 over the message, with 16 zero octets here in a request and with the request's
///               authenticator here in a response, and the secret behind it
/// octets 21-    attributes: type 1 | length 1, which counts these two | value
/// ```
///
/// A Message-Authenticator (RFC 2869 clause 5.14) is verified where there is one and never demanded: gateways send
/// none. It is HMAC-MD5 over the message with zeros in its own place and in the authenticator's.
public final class AccountingCodec {
    /// Longer messages are refused (RFC 2865 clause 3).
    public static final int MAX_OCTETS = 4_096;

    static final int HEADER_OCTETS = 20;
    static final int ATTRIBUTE_HEADER_OCTETS = 2;
    static final int MESSAGE_AUTHENTICATOR = 80;
    static final int PROXY_STATE = 33;

    static final int REQUEST = 4;
    static final int LENGTH_OFFSET = 2;
    static final int AUTHENTICATOR_OFFSET = 4;

    private static final int RESPONSE = 5;

    private AccountingCodec() {}

    /// Whatever the octets are, the answer is a value. Nothing is read of a message that was not made with `secret`.
    public static ReceivedAccounting decode(byte[] datagram, Secret secret) {
        if (datagram.length < HEADER_OCTETS) {
            return new UndecodableAccounting(Reason.TRUNCATED, "header");
        }
        if (datagram[0] != REQUEST) {
            return new UndecodableAccounting(Reason.CODE, "Code");
        }
        int length = Short.toUnsignedInt(ByteBuffer.wrap(datagram).getShort(LENGTH_OFFSET));
        if (length < HEADER_OCTETS || length > MAX_OCTETS) {
            return new UndecodableAccounting(Reason.LENGTH, "Length");
        }
        if (length > datagram.length) {
            return new UndecodableAccounting(Reason.TRUNCATED, "Length");
        }
        return verify(Arrays.copyOf(datagram, length), secret);
    }

    private static ReceivedAccounting verify(byte[] message, Secret secret) {
        byte[] received = Arrays.copyOfRange(message, AUTHENTICATOR_OFFSET, HEADER_OCTETS);
        byte[] zeroed = message.clone();
        Arrays.fill(zeroed, AUTHENTICATOR_OFFSET, HEADER_OCTETS, (byte) 0);
        if (!MessageDigest.isEqual(received, Authenticators.keyedDigest(zeroed, secret))) {
            return new UndecodableAccounting(Reason.AUTHENTICATOR, "Request Authenticator");
        }
        AttributeReader attributes = new AttributeReader(message, HEADER_OCTETS);
        UndecodableAccounting refused = attributes.readAll();
        if (refused != null) {
            return refused;
        }
        int offset = attributes.messageAuthenticatorOffset();
        if (offset > 0 && !isMessageAuthentic(zeroed, offset, secret)) {
            return new UndecodableAccounting(Reason.AUTHENTICATOR, "Message-Authenticator");
        }
        return complete(message[1] & 0xff, received, attributes.read());
    }

    private static boolean isMessageAuthentic(byte[] zeroed, int offset, Secret secret) {
        int end = offset + Authenticators.OCTETS;
        byte[] received = Arrays.copyOfRange(zeroed, offset, end);
        Arrays.fill(zeroed, offset, end, (byte) 0);
        return MessageDigest.isEqual(received, Authenticators.hmac(zeroed, secret));
    }

    private static ReceivedAccounting complete(
            int identifier, byte[] authenticator, List<RadiusAttribute> attributes) {
        if (attributes.stream().noneMatch(AcctStatusType.class::isInstance)) {
            return new UndecodableAccounting(Reason.MISSING, "Acct-Status-Type");
        }
        AccountingRequest request =
                new AccountingRequest(identifier, Octets.copyOf(authenticator), attributes);
        if (request.status().ofSession() && request.first(AcctSessionId.class).isEmpty()) {
            return new UndecodableAccounting(Reason.MISSING, "Acct-Session-Id");
        }
        return request;
    }

    /// The Accounting-Response to `request`, with what proxies want back in their order. It has no
    /// Message-Authenticator: no RFC gives it one, and products do not agree on what that would cover; radclient 3.2
    /// refuses the one that RFC 2869 would make for an Access-Accept.
    public static byte[] encodeResponse(AccountingRequest request, Secret secret) {
        ByteBuffer out = ByteBuffer.allocate(MAX_OCTETS);
        out.put((byte) RESPONSE).put((byte) request.identifier()).putShort((short) 0);
        request.authenticator().writeTo(out);
        for (ProxyState state : request.all(ProxyState.class)) {
            int length = ATTRIBUTE_HEADER_OCTETS + state.octets().length();
            out.put((byte) PROXY_STATE).put((byte) length);
            state.octets().writeTo(out);
        }
        out.putShort(LENGTH_OFFSET, (short) out.position());
        byte[] message = Arrays.copyOf(out.array(), out.position());
        byte[] authenticator = Authenticators.keyedDigest(message, secret);
        System.arraycopy(authenticator, 0, message, AUTHENTICATOR_OFFSET, authenticator.length);
        return message;
    }
}
