package dev.bestow.keyserver;

import dev.bestow.keyserver.trace.KeyServerEvent.NotHandedOut.Why;
import dev.bestow.wire.north.RetrievalAnswer;

import org.jspecify.annotations.Nullable;

/// What a request for a key came to.
///
/// @param answer what the endpoint is told
/// @param withheld what the operator is told beside it, where the endpoint must not tell one refusal from another
record Retrieval(RetrievalAnswer answer, @Nullable Withheld withheld) {
    /// Why an endpoint gets nothing.
    enum Withheld {
        NOT_ALLOWED("the subscriber does not allow it", "not_available", Why.NOT_ALLOWED),
        REVOKED("it has revoked it", "revoked", Why.REVOKED),
        BEFORE_SHUT_OUT(
                "it was shut out after this key was made", "before_shut_out", Why.BEFORE_SHUT_OUT),
        SHUT_OUT("it is shut out", "shut_out", Why.SHUT_OUT),
        OTHER_USER("no key of this name is of the user it names", "other_user", Why.OTHER_USER),
        NOT_TRANSLATED(
                "it names a user, and keys that stay with MMEs are found by GUTI only",
                "not_translated",
                Why.NOT_TRANSLATED),
        NOT_TRANSLATING(
                "it asks by IMSI, and may translate no identities itself",
                "not_authorised",
                Why.NOT_TRANSLATING);

        private final String reason;
        private final String label;
        private final Why traced;

        Withheld(String reason, String label, Why traced) {
            this.reason = reason;
            this.label = label;
            this.traced = traced;
        }

        /// For the log.
        String reason() {
            return reason;
        }

        /// For the figures.
        String label() {
            return label;
        }

        /// For the trace of the key's subscriber.
        Why traced() {
            return traced;
        }
    }

    /// Whom the subscriber does not allow learns no more than that there is nothing for it.
    static Retrieval of(RetrievalAnswer answer) {
        return answer instanceof RetrievalAnswer.NotAuthorised
                ? nothing(Withheld.NOT_ALLOWED)
                : new Retrieval(answer, null);
    }

    /// One answer, whatever the reason.
    static Retrieval nothing(Withheld withheld) {
        return new Retrieval(new RetrievalAnswer.NotAvailable(), withheld);
    }
}
