package dev.bestow.ue.modem;

import java.util.Arrays;
import java.util.Locale;

/// Why a modem does not do what it was asked to, in words for an operator's screen (TS 27.007 clause 9.2). Modems say
/// it with a number or in English, or say `ERROR` alone.
enum CmeError {
    NOT_ALLOWED(3, "operation not allowed", "it does not allow this command"),
    NOT_SUPPORTED(4, "operation not supported", "it does not support this command"),
    NO_SIM(10, "sim not inserted", "there is no SIM in it"),
    PIN(11, "sim pin required", "its SIM wants its PIN: enter it, or switch it off, before"),
    PUK(12, "sim puk required", "the PIN of its SIM is blocked: unblock it with the PUK"),
    SIM_FAILURE(13, "sim failure", "its SIM fails, or has no profile"),
    SIM_BUSY(14, "sim busy", "its SIM is busy: try again"),
    WRONG_SIM(15, "sim wrong", "its SIM is the wrong one"),
    OTHER(-1, "", "it refuses this command");

    private final int number;
    private final String text;
    private final String words;

    CmeError(int number, String text, String words) {
        this.number = number;
        this.text = text;
        this.words = words;
    }

    /// @param said behind `+CME ERROR:`, empty where nothing was said
    static CmeError of(String said) {
        String lower = said.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(each ->
                        lower.equals(each.text) || lower.equals(Integer.toString(each.number)))
                .findFirst()
                .orElse(OTHER);
    }

    /// Whether no other way to the card would help.
    boolean isOfTheCard() {
        return switch (this) {
            case NO_SIM, PIN, PUK, SIM_FAILURE, WRONG_SIM -> true;
            case NOT_ALLOWED, NOT_SUPPORTED, SIM_BUSY, OTHER -> false;
        };
    }

    /// As part of a sentence about a modem.
    String words() {
        return words;
    }
}
