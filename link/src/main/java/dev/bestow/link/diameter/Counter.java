package dev.bestow.link.diameter;

import java.util.Locale;

/// Things that happen often or to somebody else's blame, and are counted instead of logged.
public enum Counter {
    REQUESTS_SENT("Requests sent."),
    REQUESTS_RECEIVED("Requests received."),
    TOO_BUSY("Requests answered with 3004: too many in flight on that connection."),
    HANDLER_FAILURES(
            "Requests answered with 5012 because a handler threw something else than"
                    + " DecodeException, or gave back what is no answer; outages among them."),
    OUTAGES(
            "Requests answered with 5012 because what this node lives on, its store most likely,"
                    + " failed."),
    REFUSED_REQUESTS("Requests answered with an error before or instead of a handler's answer."),
    WRONG_ORIGINS("Requests in the name of somebody their peer may not speak for."),
    WRONG_ROLES("Requests for a command that the peer's role does not ask for."),
    UNFIT_CONNECTIONS("Requests whose command may not travel on that connection."),
    FOREIGN_ANSWERS("Answers from somebody who was not asked."),
    UNSOLICITED_ANSWERS("Answers nobody waits for: unknown, late or twice."),
    MALFORMED_ANSWERS("Answers that could not be read."),
    HOSTILE_CLOSES(
            "Connections closed for what came in: garbage, no CER, a frame too long or too slow."),
    REFUSED_PEERS("Capabilities exchanges that ended in a refusal."),
    REFUSED_CONNECTIONS(
            "Connections closed before they said who they are, to make room for newer ones."),
    WATCHDOG_CLOSES("Connections given up by the watchdog."),
    FAILOVERS("Requests sent again to an alternate peer."),
    DROPPED_ANSWERS("Answers dropped: their connection was gone or its peer does not read."),
    TIMED_OUT("Requests of ours that nobody answered in time.");

    private final String help;

    Counter(String help) {
        this.help = help;
    }

    /// What is counted, in a sentence.
    String help() {
        return help;
    }

    /// As metrics have it: `diameter_requests_sent`.
    String metric() {
        return "diameter_" + name().toLowerCase(Locale.ROOT);
    }
}
