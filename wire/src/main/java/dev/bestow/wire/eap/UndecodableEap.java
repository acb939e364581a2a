package dev.bestow.wire.eap;

/// Octets that are no EAP message of those that are spoken here.
///
/// @param identifier of the message, so that a peer can say so (RFC 4187 clause 9.8); 0 where none was read
public record UndecodableEap(Reason reason, int identifier) implements ReceivedEap {
    /// Why.
    public enum Reason {
        /// Fewer octets than the header says, or than a header has.
        TRUNCATED,
        /// A code of nobody, or a response that is neither Identity nor EAP-AKA.
        CODE,
        /// A subtype of EAP-AKA that is not known.
        SUBTYPE,
        /// An attribute whose length is wrong, or that is there twice.
        ATTRIBUTE,
        /// An attribute that is not known and may not be skipped (RFC 4187 clause 8.1).
        UNKNOWN_ATTRIBUTE
    }

    /// Whether it was an EAP-AKA message: only then anything is answered.
    public boolean isAka() {
        return switch (reason) {
            case TRUNCATED, CODE -> false;
            case SUBTYPE, ATTRIBUTE, UNKNOWN_ATTRIBUTE -> true;
        };
    }
}
