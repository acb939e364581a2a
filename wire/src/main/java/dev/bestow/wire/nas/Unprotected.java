package dev.bestow.wire.nas;

import dev.bestow.core.Octets;

/// What became of a received NAS PDU under a security context. Only [Accepted] is proof of anything;
/// what may be done with the others says [NasPlainRules].
public sealed interface Unprotected {
    /// The MAC is right and its COUNT was not used before.
    ///
    /// @param plain the message, deciphered; of a SERVICE REQUEST all its four octets
    record Accepted(Octets plain, SecurityHeaderType type) implements Unprotected {}

    /// It came without protection. Nothing is known about its sender.
    record Plain(Octets message) implements Unprotected {}

    /// It is protected, and to be discarded. The context is as it was before.
    record Refused(Reason reason) implements Unprotected {}

    /// Why a protected PDU is refused.
    enum Reason {
        /// Shorter than its security header and one octet of message.
        TRUNCATED,
        /// Not EMM, or a security header type that is reserved or does not travel this way.
        HEADER_TYPE,
        /// The MAC is not that of these octets under this context.
        MAC,
        /// A genuine PDU whose COUNT was accepted before, or passed over.
        REPLAYED,
        /// The next COUNT of the sender would begin anew.
        COUNT_EXHAUSTED
    }
}
