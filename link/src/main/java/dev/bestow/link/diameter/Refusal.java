package dev.bestow.link.diameter;

import dev.bestow.wire.diameter.ResultCode;

/// Why a request is not served, whatever it says. Answered, counted, and told to the log at most every
/// few seconds; the connection stays.
///
/// @param kind what is wrong
/// @param text for the operator: who, and what to configure. Also sent, as Error-Message
public record Refusal(Kind kind, String text) {
    /// What may be wrong with a requester.
    public enum Kind {
        /// It speaks for somebody it may not speak for; 5004 with the AVP that says so.
        ORIGIN(ResultCode.INVALID_AVP_VALUE, Counter.WRONG_ORIGINS),
        /// Such a peer has no business with this command.
        ROLE(ResultCode.AUTHORIZATION_REJECTED, Counter.WRONG_ROLES),
        /// A message of this command may not travel on that connection.
        ///
        /// Deviation: RFC 6733 has 5017 for a CEA only. It says what is the matter, so it answers
        /// commands with keys too.
        CONNECTION(ResultCode.NO_COMMON_SECURITY, Counter.UNFIT_CONNECTIONS);

        private final int resultCode;
        private final Counter counter;

        Kind(int resultCode, Counter counter) {
            this.resultCode = resultCode;
            this.counter = counter;
        }

        public int resultCode() {
            return resultCode;
        }

        Counter counter() {
            return counter;
        }
    }
}
