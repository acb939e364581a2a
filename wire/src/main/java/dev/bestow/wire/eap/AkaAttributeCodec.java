package dev.bestow.wire.eap;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.wire.eap.AkaAttribute.AtAutn;
import dev.bestow.wire.eap.AkaAttribute.AtAuts;
import dev.bestow.wire.eap.AkaAttribute.AtCheckcode;
import dev.bestow.wire.eap.AkaAttribute.AtClientErrorCode;
import dev.bestow.wire.eap.AkaAttribute.AtIdentity;
import dev.bestow.wire.eap.AkaAttribute.AtIdentityRequest;
import dev.bestow.wire.eap.AkaAttribute.AtMac;
import dev.bestow.wire.eap.AkaAttribute.AtNotification;
import dev.bestow.wire.eap.AkaAttribute.AtRand;
import dev.bestow.wire.eap.AkaAttribute.AtRes;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;

/// One attribute, octets to record and back; [AkaAttribute] has the picture.
final class AkaAttributeCodec {
    static final int UNIT = 4;
    static final int HEADER_OCTETS = 2;

    private static final int RESERVED_OCTETS = 2;
    private static final int FIRST_SKIPPABLE = 128;

    private AkaAttributeCodec() {}

    /// Whether one of that type that is not known may be left out (RFC 4187 clause 8.1).
    static boolean isSkippable(int type) {
        return type >= FIRST_SKIPPABLE;
    }

    /// Type, length and value.
    static byte[] encode(AkaAttribute attribute) {
        return switch (attribute) {
            case AtRand(Rand rand) -> reserved(attribute, rand.octets());
            case AtAutn(Octets autn) -> reserved(attribute, autn);
            case AtMac(Octets mac) -> reserved(attribute, mac);
            case AtCheckcode(Octets digest) -> reserved(attribute, digest);
            case AtRes(Octets res) -> headed(attribute, Byte.SIZE * res.length(), res);
            case AtIdentity(Octets identity) -> headed(attribute, identity.length(), identity);
            case AtAuts(Octets auts) ->
                    octets(attribute, auts.length()).put(auts.toArray()).array();
            case AtIdentityRequest _ -> reserved(attribute, Octets.EMPTY);
            case AtNotification(int code) -> headed(attribute, code, Octets.EMPTY);
            case AtClientErrorCode(int code) -> headed(attribute, code, Octets.EMPTY);
        };
    }

    private static byte[] reserved(AkaAttribute attribute, Octets value) {
        return headed(attribute, 0, value);
    }

    private static byte[] headed(AkaAttribute attribute, int head, Octets value) {
        return octets(attribute, RESERVED_OCTETS + value.length())
                .putShort((short) head)
                .put(value.toArray())
                .array();
    }

    /// Filled up with zeros.
    private static ByteBuffer octets(AkaAttribute attribute, int valueOctets) {
        int units = (HEADER_OCTETS + valueOctets + UNIT - 1) / UNIT;
        return ByteBuffer.allocate(units * UNIT).put((byte) attribute.type()).put((byte) units);
    }

    /// Null for a type that is not known.
    ///
    /// @throws InvalidValue when its length is wrong
    static @Nullable AkaAttribute decode(int type, Octets value) {
        return switch (type) {
            case 1 -> new AtRand(new Rand(behindReserved(value)));
            case 2 -> new AtAutn(behindReserved(value));
            case 3 -> new AtRes(res(value));
            case 4 -> new AtAuts(value);
            case 10 -> identityRequest(AtIdentityRequest.Kind.PERMANENT, value);
            case 13 -> identityRequest(AtIdentityRequest.Kind.ANY, value);
            case 17 -> identityRequest(AtIdentityRequest.Kind.FULL_AUTHENTICATION, value);
            case EapCodec.AT_MAC -> new AtMac(behindReserved(value));
            case 12 -> new AtNotification(number(value));
            case 14 -> new AtIdentity(counted("AT_IDENTITY", value, head(value)));
            case 22 -> new AtClientErrorCode(number(value));
            case 134 -> new AtCheckcode(behindReserved(value));
            default -> null;
        };
    }

    private static AtIdentityRequest identityRequest(AtIdentityRequest.Kind kind, Octets value) {
        requireHeadOnly(value);
        return new AtIdentityRequest(kind);
    }

    private static Octets res(Octets value) {
        int bits = head(value);
        if (bits % Byte.SIZE != 0) {
            throw new InvalidValue("AT_RES", "is of no whole octets, as no card's is");
        }
        return counted("AT_RES", value, bits / Byte.SIZE);
    }

    /// The first `length` octets behind the head, when there is nothing more than filling behind them.
    private static Octets counted(String name, Octets value, int length) {
        int filling = value.length() - RESERVED_OCTETS - length;
        if (filling < 0 || filling >= UNIT) {
            throw new InvalidValue(name, "has a length that is not its attribute's");
        }
        return value.slice(RESERVED_OCTETS, length);
    }

    private static Octets behindReserved(Octets value) {
        return value.slice(RESERVED_OCTETS, value.length() - RESERVED_OCTETS);
    }

    private static int head(Octets value) {
        return value.at(0) << Byte.SIZE | value.at(1);
    }

    private static int number(Octets value) {
        requireHeadOnly(value);
        return head(value);
    }

    private static void requireHeadOnly(Octets value) {
        if (value.length() != RESERVED_OCTETS) {
            throw new InvalidValue("attribute", "needs two octets of value");
        }
    }
}
