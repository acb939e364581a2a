package dev.bestow.wire.radius;

/// Octets that are no Accounting-Request of a client with this secret: why, and in which field. Never answered
/// (RFC 2866 clauses 3 and 5).
///
/// @param field as its RFC calls it
public record UndecodableAccounting(Reason reason, String field) implements ReceivedAccounting {
    /// Why.
    public enum Reason {
        /// Fewer octets than a header, or than the header says.
        TRUNCATED,
        /// A length that its clause does not allow, or that leads out of the message.
        LENGTH,
        /// Another message than an Accounting-Request.
        CODE,
        /// An authenticator that was not made with this secret over these octets.
        AUTHENTICATOR,
        /// An attribute that every such message has.
        MISSING
    }
}
