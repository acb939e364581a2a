package dev.bestow.wire.nas;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// A session management message in the container of an ATTACH REQUEST that breaks its own rules. The
/// attach itself can be read, so it is session management that refuses (TS 24.301 clauses 5.5.1.2.5 and
/// 7.3.1).
///
/// @param octets the whole plain message, 3 or more
/// @param cause what to refuse it with
public record MalformedEsmMessage(Octets octets, EsmCause cause) implements EsmMessage {
    public MalformedEsmMessage {
        if (octets.length() < EsmCodec.HEADER_OCTETS) {
            throw new InvalidValue("ESM message", "is too short for a message type");
        }
    }

    @Override
    public int ebi() {
        return octets.at(0) >> 4;
    }

    /// 0 for the reserved value 255, which nobody can answer under.
    @Override
    public int pti() {
        return octets.at(1) > EsmCodec.MAX_PTI ? 0 : octets.at(1);
    }

    /// The cause only: nobody knows what the rest holds.
    @Override
    public String toString() {
        return "MalformedEsmMessage[" + cause + "]";
    }
}
