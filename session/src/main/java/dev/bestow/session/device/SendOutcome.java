package dev.bestow.session.device;

import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.Plaintext;

/// What sending one report came to.
public sealed interface SendOutcome {
    /// The endpoint, which holds the key, took the report.
    record Answered(Plaintext downlink) implements SendOutcome {}

    /// The endpoint, which holds the key, did not take it.
    ///
    /// @param reason its answer, for people
    record Refused(String reason) implements SendOutcome {}

    /// Nobody answered. An endpoint that has no such key may be as silent as one that is not there.
    record NoAnswer() implements SendOutcome {}

    /// The network forbids confidentiality, and this protocol has no form without; nothing was sent.
    record NoneInClear(SecurityProtocol protocol) implements SendOutcome {}
}
