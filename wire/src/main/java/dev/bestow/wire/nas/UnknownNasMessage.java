package dev.bestow.wire.nas;

import dev.bestow.core.Octets;

/// A message of EMM or ESM whose type is not built here. The network answers with a status of cause
/// 97 (TS 24.301 clause 7.4).
///
/// @param octets the whole plain message
public record UnknownNasMessage(Octets octets) implements UplinkEmm, DownlinkEmm, EsmMessage {
    public UnknownNasMessage {
        if (octets.length() < (session(octets) ? 3 : 2)) {
            throw new dev.bestow.core.InvalidValue(
                    "NAS message", "is too short for a message type");
        }
    }

    private static boolean session(Octets octets) {
        return octets.length() > 0 && (octets.at(0) & 0x0f) == NasWriter.ESM;
    }

    /// Whether it belongs to session management; otherwise to mobility management.
    public boolean session() {
        return session(octets);
    }

    /// The message type octet.
    public int type() {
        return octets.at(session() ? 2 : 1);
    }

    @Override
    public int ebi() {
        return session() ? octets.at(0) >> 4 : 0;
    }

    @Override
    public int pti() {
        return session() ? octets.at(1) : 0;
    }

    /// The type only: nobody knows what the rest holds.
    @Override
    public String toString() {
        return "UnknownNasMessage[" + (session() ? "ESM" : "EMM") + " type " + type() + "]";
    }
}
