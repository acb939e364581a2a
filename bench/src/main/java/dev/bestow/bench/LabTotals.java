package dev.bestow.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a lab printed about itself.
record LabTotals(String text) {
    private static final Pattern SECONDS = Pattern.compile("(?m)^seconds +([0-9.]+) ");
    private static final Pattern MESSAGES = Pattern.compile("(?m)^messages +([0-9,]+)$");
    private static final Pattern MESSAGE_OF_FIRST = Pattern.compile("(?m)^ +[0-9]+ .* -> ");

    double seconds() {
        return Double.parseDouble(only(SECONDS));
    }

    long messages() {
        return Long.parseLong(only(MESSAGES).replace(",", ""));
    }

    /// Of the device that goes alone.
    long messagesOfFirst() {
        return MESSAGE_OF_FIRST.matcher(text).results().count();
    }

    private String only(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("the lab printed no line like " + pattern);
        }
        return matcher.group(1);
    }
}
