package dev.bestow.core;

/// The names of endpoints that keys are derived for, and the domains of identifiers: up to 253 ASCII
/// characters, lower-case A-labels, no trailing dot. They are key derivation input octet by octet, so anything
/// else is refused rather than normalised.
public final class Fqdn {
    private static final int MAX_CHARACTERS = 253;
    private static final int MAX_LABEL_CHARACTERS = 63;

    private Fqdn() {}

    /// @param field what `fqdn` is, for the refusal
    /// @throws InvalidValue when it is none
    public static void require(String field, String fqdn) {
        if (!isFqdn(fqdn)) {
            throw new InvalidValue(
                    field, "is a lower-case FQDN of at least two labels without trailing dot");
        }
    }

    /// By hand: it is looked at in every message, and a regular expression costs more than the rest of
    /// reading one.
    private static boolean isFqdn(String text) {
        int labels = 0;
        int start = 0;
        while (start <= text.length()) {
            int dot = text.indexOf('.', start);
            int end = dot < 0 ? text.length() : dot;
            if (!isLabel(text, start, end)) {
                return false;
            }
            labels++;
            start = end + 1;
        }
        return labels > 1 && text.length() <= MAX_CHARACTERS;
    }

    private static boolean isLabel(String text, int start, int end) {
        if (start == end || end - start > MAX_LABEL_CHARACTERS) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            boolean hyphenInside = c == '-' && i > start && i < end - 1;
            if (!letterOrDigit && !hyphenInside) {
                return false;
            }
        }
        return true;
    }
}
