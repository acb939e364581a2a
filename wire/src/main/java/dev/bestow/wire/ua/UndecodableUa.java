package dev.bestow.wire.ua;

/// Octets that are no Ua datagram of this version: why, and at which octet. Never answered.
public record UndecodableUa(Reason reason, int offset) implements UaUplink, UaDownlink {
    /// Why.
    public enum Reason {
        /// Fewer octets than the form needs.
        TRUNCATED,
        /// Octets behind the last field of a message that has a fixed length.
        TRAILING,
        /// Not [UaHeader#VERSION].
        VERSION,
        /// A form that does not exist in this direction, or with these low bits.
        HEADER,
        /// A spare bit is set.
        SPARE,
        /// A GUTI whose PLMN holds something else than decimal digits.
        GUTI
    }
}
