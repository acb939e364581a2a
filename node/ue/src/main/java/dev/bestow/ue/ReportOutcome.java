package dev.bestow.ue;

import dev.bestow.session.protocol.SecurityProtocol;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.run.OwnRunOutcome;
import dev.bestow.wire.ua.RefusalCause;

/// What sending one report came to.
public sealed interface ReportOutcome {
    /// For people: who did what.
    default String inWords() {
        return switch (this) {
            case Delivered(Plaintext downlink) ->
                    "delivered, answer of " + downlink.length() + " octets";
            case Refused(RefusalCause cause, boolean authenticated) ->
                    "the application server refused with "
                            + cause
                            + (authenticated ? "" : ", which anybody could have sent");
            case NoAnswer() -> "the application server did not answer, however often it was sent";
            case Declined(String reason) -> "the application server did not take it: " + reason;
            case NoneInClear(SecurityProtocol protocol) ->
                    "not sent: its protection " + protocol.refusal();
            case CardUnusable(String field, String reason) ->
                    "the card gives no key: " + field + " " + reason;
            case NoOwnRun(OwnRunOutcome run) -> "the AKA run gave no key: " + run.inWords();
            case KeyAged() -> "its key has reached its age, and the network gave no other";
            case NotKept(String reason) ->
                    "not sent, since what it counts could not be kept: " + reason;
            case NotAttached() -> "the device is not attached, so there is no key";
        };
    }

    /// Whether only another key helps, as far as anybody can tell: the exchange has waited for one that was not
    /// current yet, and a cause of a later version says nothing.
    default boolean wantsAnotherKey() {
        return this instanceof KeyAged
                || (this instanceof Refused(RefusalCause cause, _) && isForAnotherKey(cause));
    }

    private static boolean isForAnotherKey(RefusalCause cause) {
        return switch (cause) {
            case KEY_NOT_AVAILABLE, KEY_EXHAUSTED, NOT_YET, AUTHENTICATION_FAILED, UNRECOGNISED ->
                    true;
            case ROOT_MISMATCH,
                    FORM_NOT_ALLOWED,
                    CIPHERING_FORBIDDEN,
                    CIPHERING_REQUIRED,
                    CERTIFICATE_UNKNOWN,
                    AS_NOT_AUTHORISED ->
                    false;
            case REPLAYED, BUSY, SESSION_UNKNOWN, KEY_SERVER_UNAVAILABLE -> false;
        };
    }

    /// The application server proved that it holds the key, took the report, and answered.
    record Delivered(Plaintext downlink) implements ReportOutcome {}

    /// The application server said no.
    ///
    /// @param authenticated whether it proved that it holds the key; a plain refusal is a hint
    record Refused(RefusalCause cause, boolean authenticated) implements ReportOutcome {}

    /// The application server, in a session under the key, did not take it.
    ///
    /// @param reason its answer, for people
    record Declined(String reason) implements ReportOutcome {}

    /// The network forbids confidentiality, and the protection that was chosen has no form without; nothing was sent.
    record NoneInClear(SecurityProtocol protocol) implements ReportOutcome {}

    /// Nobody answered, however often the report was sent.
    record NoAnswer() implements ReportOutcome {}

    /// The row's key is one that the card derives, and it has none for us. `field` and `reason` as in
    /// [dev.bestow.core.InvalidValue].
    record CardUnusable(String field, String reason) implements ReportOutcome {}

    /// The row's key is of an AKA run of its own, and that gave none.
    record NoOwnRun(OwnRunOutcome run) implements ReportOutcome {}

    /// There is a key, which has served as long as it may.
    record KeyAged() implements ReportOutcome {}

    /// Its file cannot be written, so it must not send: after a crash it would not know what it has sent.
    record NotKept(String reason) implements ReportOutcome {}

    /// There is no key: the UE is not attached.
    record NotAttached() implements ReportOutcome {}
}
