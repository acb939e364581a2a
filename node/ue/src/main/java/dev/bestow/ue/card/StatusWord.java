package dev.bestow.ue.card;

import java.util.Locale;

/// SW1 SW2 in words for an operator's screen (TS 102 221 clause 10.2.1, TS 31.102 clause 7.3.1).
final class StatusWord {
    static final int OK = 0x9000;

    /// AUTHENTICATE: the MAC in AUTN is wrong.
    static final int MAC_FAILURE = 0x9862;

    /// The data asked for are not there.
    static final int NOT_FOUND = 0x6a88;

    private StatusWord() {}

    /// Why the card does not do what it was asked to, and what helps.
    static String inWords(int status) {
        return switch (status) {
            case 0x6982 ->
                    "wants its PIN: verify it, or switch it off, before the card is used here";
            case 0x6983 -> "says that its PIN is blocked: unblock it with the PUK";
            case 0x6985 ->
                    "says that conditions of use are not satisfied: has it been personalised?";
            case 0x6a82 -> "has no USIM application: it is a SIM of GSM, or no SIM at all";
            case 0x9864 -> "does not support the 3G security context";
            default ->
                    switch (status >> 8) {
                        case 0x6d -> "does not know this command";
                        case 0x6e -> "does not know this class of commands";
                        case 0x67 -> "does not like the length of this command";
                        default -> "answers with status " + hex(status);
                    };
        };
    }

    private static String hex(int status) {
        return String.format(Locale.ROOT, "%04x", status);
    }
}
