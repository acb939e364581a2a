package dev.bestow.aka.cards;

import java.util.regex.Pattern;

/// What a spreadsheet makes of digits: `1.01E+12`, `1,01E+12`, `1010000000001.0`. No IMSI, MSISDN or key looks like
/// one.
final class SpreadsheetNumber {
    private static final Pattern FORM =
            Pattern.compile(
                    "\\d+([.,]\\d*)?e\\+\\d+|\\d+[.,]\\d*(e\\d+)?", Pattern.CASE_INSENSITIVE);

    private SpreadsheetNumber() {}

    /// Why `cell` is bad: for what it looks like, or else for `reason`.
    static String reason(CharSequence cell, String reason) {
        return FORM.matcher(cell).matches()
                ? "was written as a number by a spreadsheet, which drops zeros in front and rounds;"
                        + " format the column as text"
                : reason;
    }
}
