package dev.bestow.wire.eap;

import dev.bestow.core.Octets;

/// One EAP message (RFC 3748 clause 4).
public sealed interface EapMessage extends ReceivedEap
        permits AkaMessage,
                EapMessage.IdentityRequest,
                EapMessage.IdentityResponse,
                EapMessage.OtherRequest,
                EapMessage.Nak,
                EapMessage.Success,
                EapMessage.Failure {
    /// Joins a response to its request, 0 to 255.
    int identifier();

    /// As people call it.
    default String label() {
        return switch (this) {
            case IdentityRequest _ -> "EAP-Request/Identity";
            case IdentityResponse _ -> "EAP-Response/Identity";
            case OtherRequest(_, int type) -> "EAP-Request of type " + type;
            case Nak _ -> "EAP-Response/Nak";
            case Success _ -> "EAP-Success";
            case Failure _ -> "EAP-Failure";
            case AkaMessage aka ->
                    (aka.request() ? "EAP-Request/" : "EAP-Response/") + aka.subtype().label();
        };
    }

    /// Who are you (RFC 3748 clause 5.1)?
    record IdentityRequest(int identifier) implements EapMessage {}

    /// A network access identifier: with EAP-AKA `0`, the IMSI and perhaps a realm (RFC 4187 clause 4.1.1.6).
    record IdentityResponse(int identifier, Octets identity) implements EapMessage {
        /// Without the identity, which has an IMSI in it.
        @Override
        public String toString() {
            return "IdentityResponse(" + identifier + ")";
        }
    }

    /// A request of a method that is not spoken here.
    record OtherRequest(int identifier, int type) implements EapMessage {}

    /// The peer wants another method (RFC 3748 clause 5.3.1).
    record Nak(int identifier, int desiredType) implements EapMessage {}

    /// It is over, and went well. Nothing protects it.
    record Success(int identifier) implements EapMessage {}

    /// It is over, and went wrong. Nothing protects it.
    record Failure(int identifier) implements EapMessage {}
}
