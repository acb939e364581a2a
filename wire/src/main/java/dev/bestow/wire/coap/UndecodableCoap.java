package dev.bestow.wire.coap;

/// Octets that are no CoAP message: why, and at which octet.
public record UndecodableCoap(Reason reason, int offset) implements ReceivedCoap {
    /// Why.
    public enum Reason {
        /// Fewer octets than a header, its token or an option needs.
        TRUNCATED,
        /// Not version 1.
        VERSION,
        /// A token of more than 8 octets.
        TOKEN,
        /// An option whose delta or length is the reserved 15, or whose number is above 65,535.
        OPTION,
        /// A payload marker with no payload behind it, or an empty message with something behind its header.
        PAYLOAD
    }
}
