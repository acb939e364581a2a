package dev.bestow.aka.cards;

/// What is wrong with one row, or may be; never an octet of a key.
///
/// @param file the file's name
/// @param line from 1
/// @param column the column as the file calls it, its control characters as `?`
/// @param reason what is wrong, in words for an operator's screen
public record BadRow(String file, int line, String column, String reason) {
    public BadRow {
        column = column.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
    }

    @Override
    public String toString() {
        return file + ":" + line + ": " + column + " " + reason;
    }
}
