package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.keys.Direction;
import dev.bestow.wire.nas.NasDecodeException.Kind;

/// Plain NAS messages to octets and back (TS 24.301 clauses 8 and 9). The low half of the first octet
/// is the protocol discriminator, 7 for mobility and 2 for session management:
///
/// ```
/// EMM   0 security header type | 7    message type    elements …
/// ESM   EPS bearer identity | 2       procedure transaction    message type    elements …
/// ```
///
/// Protected messages are [NasSecurity]'s. Stateless.
public final class NasCodec {
    private NasCodec() {}

    /// The octets of a plain message.
    public static byte[] encode(NasMessage message) {
        NasWriter out = new NasWriter();
        switch (message) {
            case EmmMessage emm -> EmmCodec.encode(emm, out);
            case EsmMessage esm -> EsmCodec.encode(esm, out);
        }
        return out.toArray();
    }

    /// The message in `plain`, a type nobody knows as [UnknownNasMessage].
    ///
    /// @param direction which way it went; only DETACH REQUEST differs
    /// @throws NasDecodeException if the octets hold no such message; nothing else is thrown, whatever
    ///     they are
    public static NasMessage decode(byte[] plain, Direction direction) {
        NasReader in = new NasReader(plain, 0, plain.length);
        try {
            return decode(in, direction);
        } catch (InvalidValue refused) {
            throw in.bad(Kind.VALUE);
        }
    }

    /// The message type of what begins as a plain mobility management message, readable or not; -1 for
    /// anything else, which is to be ignored (TS 24.301 clauses 7.1 and 7.2).
    public static int emmType(Octets plain) {
        return plain.length() >= 2 && plain.at(0) == NasWriter.EMM ? plain.at(1) : -1;
    }

    private static NasMessage decode(NasReader in, Direction direction) {
        if (in.remaining() == 0) {
            throw in.bad(Kind.TRUNCATED);
        }
        return switch (in.copy().octet() & 0x0f) {
            case NasWriter.EMM -> EmmCodec.decode(in, direction);
            case NasWriter.ESM -> EsmCodec.decode(in);
            default -> throw in.bad(Kind.PROTOCOL);
        };
    }
}
