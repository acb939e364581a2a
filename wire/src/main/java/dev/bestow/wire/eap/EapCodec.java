package dev.bestow.wire.eap;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.keys.EapAkaKAut;
import dev.bestow.wire.eap.UndecodableEap.Reason;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// EAP messages, octets to records and back. All numbers are big-endian.
///
/// ```
/// any        code 1 (1 request, 2 response, 3 success, 4 failure) | identifier 1 | length 2
/// 1 and 2    … | type 1 (1 Identity, 3 Nak, 23 EAP-AKA) | what the type has
/// EAP-AKA    … | 23 | subtype 1 | reserved 2 | attributes, each a multiple of four octets
/// ```
///
/// What is behind the length is filling of the carrier and no part of the message (RFC 3748 clause 4.1). Decoding never
/// throws whatever the octets: it answers with an [UndecodableEap].
public final class EapCodec {
    /// EAP-AKA, among methods (RFC 4187 clause 8.1).
    public static final int TYPE_AKA = 23;

    static final int AT_MAC = 11;

    private static final int REQUEST = 1;
    private static final int RESPONSE = 2;
    private static final int SUCCESS = 3;
    private static final int FAILURE = 4;
    private static final int TYPE_IDENTITY = 1;
    private static final int TYPE_NAK = 3;
    private static final int HEADER_OCTETS = 4;
    private static final int TYPE_OFFSET = 4;
    private static final int SUBTYPE_OFFSET = 5;
    private static final int ATTRIBUTES_OFFSET = 8;
    private static final int MAC_IN_ATTRIBUTE = 4;

    private EapCodec() {}

    public static byte[] encode(EapMessage message) {
        return switch (message) {
            case EapMessage.IdentityRequest(int id) ->
                    packet(REQUEST, id, new byte[] {TYPE_IDENTITY});
            case EapMessage.IdentityResponse(int id, Octets identity) ->
                    packet(RESPONSE, id, typed(TYPE_IDENTITY, identity.toArray()));
            case EapMessage.OtherRequest(int id, int type) ->
                    packet(REQUEST, id, new byte[] {(byte) type});
            case EapMessage.Nak(int id, int desired) ->
                    packet(RESPONSE, id, typed(TYPE_NAK, new byte[] {(byte) desired}));
            case EapMessage.Success(int id) -> packet(SUCCESS, id, new byte[0]);
            case EapMessage.Failure(int id) -> packet(FAILURE, id, new byte[0]);
            case AkaMessage aka -> encode(aka);
        };
    }

    private static byte[] encode(AkaMessage message) {
        var out = new ByteArrayOutputStream();
        out.write(message.subtype().code());
        out.writeBytes(new byte[] {0, 0});
        message.attributes().forEach(each -> out.writeBytes(AkaAttributeCodec.encode(each)));
        return packet(
                message.request() ? REQUEST : RESPONSE,
                message.identifier(),
                typed(TYPE_AKA, out.toByteArray()));
    }

    /// `message` with AT_MAC behind its attributes.
    public static byte[] sealed(AkaMessage message, EapAkaKAut key) {
        List<AkaAttribute> attributes = new ArrayList<>(message.attributes());
        attributes.add(new AkaAttribute.AtMac(Octets.copyOf(new byte[EapAkaKAut.MAC_OCTETS])));
        byte[] packet =
                encode(
                        new AkaMessage(
                                message.request(),
                                message.identifier(),
                                message.subtype(),
                                attributes));
        key.mac(packet).writeTo(packet, packet.length - EapAkaKAut.MAC_OCTETS);
        return packet;
    }

    /// Whether its AT_MAC was made with `key`; no when it has none. For octets that [#decode] has read.
    public static boolean isAuthentic(byte[] packet, EapAkaKAut key) {
        byte[] message = Arrays.copyOf(packet, length(packet));
        for (int at = ATTRIBUTES_OFFSET; at < message.length; at += attributeOctets(message, at)) {
            if (message[at] == AT_MAC) {
                int from = at + MAC_IN_ATTRIBUTE;
                int to = from + EapAkaKAut.MAC_OCTETS;
                byte[] received = Arrays.copyOfRange(message, from, to);
                Arrays.fill(message, from, to, (byte) 0);
                return MessageDigest.isEqual(received, key.mac(message).toArray());
            }
        }
        return false;
    }

    private static byte[] typed(int type, byte[] data) {
        return ByteBuffer.allocate(1 + data.length).put((byte) type).put(data).array();
    }

    private static byte[] packet(int code, int identifier, byte[] data) {
        int length = HEADER_OCTETS + data.length;
        return ByteBuffer.allocate(length)
                .put((byte) code)
                .put((byte) identifier)
                .putShort((short) length)
                .put(data)
                .array();
    }

    /// Reads a message.
    public static ReceivedEap decode(byte[] octets) {
        if (octets.length < HEADER_OCTETS) {
            return new UndecodableEap(Reason.TRUNCATED, 0);
        }
        int length = length(octets);
        int identifier = octets[1] & 0xff;
        if (length < HEADER_OCTETS || length > octets.length) {
            return new UndecodableEap(Reason.TRUNCATED, identifier);
        }
        byte[] message = Arrays.copyOf(octets, length);
        int code = message[0] & 0xff;
        return switch (code) {
            case SUCCESS -> new EapMessage.Success(identifier);
            case FAILURE -> new EapMessage.Failure(identifier);
            case REQUEST, RESPONSE ->
                    length == HEADER_OCTETS
                            ? new UndecodableEap(Reason.TRUNCATED, identifier)
                            : typed(code == REQUEST, identifier, message);
            default -> new UndecodableEap(Reason.CODE, identifier);
        };
    }

    private static ReceivedEap typed(boolean request, int identifier, byte[] message) {
        int type = message[TYPE_OFFSET] & 0xff;
        if (type == TYPE_AKA) {
            return aka(request, identifier, message);
        }
        if (request) {
            return type == TYPE_IDENTITY
                    ? new EapMessage.IdentityRequest(identifier)
                    : new EapMessage.OtherRequest(identifier, type);
        }
        int data = TYPE_OFFSET + 1;
        return switch (type) {
            case TYPE_IDENTITY ->
                    new EapMessage.IdentityResponse(
                            identifier, Octets.copyOf(message, data, message.length - data));
            case TYPE_NAK ->
                    new EapMessage.Nak(
                            identifier, message.length > data ? message[data] & 0xff : 0);
            default -> new UndecodableEap(Reason.CODE, identifier);
        };
    }

    private static ReceivedEap aka(boolean request, int identifier, byte[] message) {
        if (message.length < ATTRIBUTES_OFFSET) {
            return new UndecodableEap(Reason.TRUNCATED, identifier);
        }
        AkaSubtype subtype = AkaSubtype.of(message[SUBTYPE_OFFSET] & 0xff);
        if (subtype == null) {
            return new UndecodableEap(Reason.SUBTYPE, identifier);
        }
        List<AkaAttribute> attributes = new ArrayList<>();
        Reason wrong = read(message, attributes);
        return wrong == null
                ? new AkaMessage(request, identifier, subtype, attributes)
                : new UndecodableEap(wrong, identifier);
    }

    private static @Nullable Reason read(byte[] message, List<AkaAttribute> attributes) {
        int at = ATTRIBUTES_OFFSET;
        while (at < message.length) {
            int left = message.length - at;
            int octets = left < AkaAttributeCodec.UNIT ? 0 : attributeOctets(message, at);
            if (octets == 0 || octets > left) {
                return Reason.ATTRIBUTE;
            }
            int from = at + AkaAttributeCodec.HEADER_OCTETS;
            int type = message[at] & 0xff;
            AkaAttribute attribute;
            try {
                attribute =
                        AkaAttributeCodec.decode(
                                type, Octets.copyOf(message, from, at + octets - from));
            } catch (InvalidValue _) {
                return Reason.ATTRIBUTE;
            }
            if (attribute == null && !AkaAttributeCodec.isSkippable(type)) {
                return Reason.UNKNOWN_ATTRIBUTE;
            }
            if (attribute != null) {
                if (attributes.stream().anyMatch(each -> each.type() == type)) {
                    return Reason.ATTRIBUTE;
                }
                attributes.add(attribute);
            }
            at += octets;
        }
        return null;
    }

    private static int attributeOctets(byte[] message, int at) {
        return AkaAttributeCodec.UNIT * (message[at + 1] & 0xff);
    }

    private static int length(byte[] octets) {
        return Short.toUnsignedInt(ByteBuffer.wrap(octets).getShort(2));
    }
}
