package dev.bestow.keystore;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;

/// A subscriber's long-term secrets, wrapped. Only `aka` opens them.
///
/// @param algorithm name of the algorithm with its parameters; `aka` reads it
/// @param wrappedK K, wrapped
/// @param wrappedOpc OPc or TOPc, wrapped, or nothing when the algorithm has none; OP itself is never kept
/// @param amf authentication management field, 2 octets
public record WrappedCredentials(String algorithm, Octets wrappedK, Octets wrappedOpc, Octets amf) {
    /// The separation bit set, as E-UTRAN demands, and nothing else (TS 33.401 clause 6.1.2).
    public static final Octets EUTRAN_AMF = Octets.copyOf(new byte[] {(byte) 0x80, 0});

    public static final int AMF_OCTETS = 2;

    public WrappedCredentials {
        if (amf.length() != AMF_OCTETS) {
            throw new InvalidValue("AMF", "has " + amf.length() + " octets, needs 2");
        }
    }
}
