package dev.bestow.link.diameter;

/// Things that happen often or to somebody else's blame, and are counted instead of logged.
public enum Counter {
    REQUESTS_SENT,
    REQUESTS_RECEIVED,
    /// Answered with 3004: too many in flight on that connection.
    TOO_BUSY,
    /// A handler threw something else than DecodeException, or gave back what is no answer.
    HANDLER_FAILURES,
    /// Requests answered with an error before or instead of a handler's answer.
    REFUSED_REQUESTS,
    /// Requests in the name of somebody their peer may not speak for.
    WRONG_ORIGINS,
    /// Requests for a command that the peer's role does not ask for.
    WRONG_ROLES,
    /// Requests whose command may not travel on that connection.
    UNFIT_CONNECTIONS,
    /// Answers from somebody who was not asked.
    FOREIGN_ANSWERS,
    /// Answers nobody waits for: unknown, late or twice.
    UNSOLICITED_ANSWERS,
    /// Answers that could not be read.
    MALFORMED_ANSWERS,
    /// Connections closed for what came in: garbage, no CER, a frame too long or too slow.
    HOSTILE_CLOSES,
    /// Capabilities exchanges that ended in a refusal.
    REFUSED_PEERS,
    /// Connections closed before they said who they are, to make room for newer ones.
    REFUSED_CONNECTIONS,
    /// Connections given up by the watchdog.
    WATCHDOG_CLOSES,
    /// Requests sent again to an alternate peer.
    FAILOVERS,
    /// Answers dropped: their connection was gone or its peer does not read.
    DROPPED_ANSWERS,
    TIMED_OUT
}
