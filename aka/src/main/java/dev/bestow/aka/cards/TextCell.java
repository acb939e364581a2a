package dev.bestow.aka.cards;

/// A cell that is taken as it stands: what it means is not of cards.
///
/// @param column the column as the file calls it
/// @param text not empty
public record TextCell(String column, String text) {
    /// The complaint about it: that a spreadsheet has made a number of it if it looks so, or else `reason`.
    public BadRow bad(String file, int line, String reason) {
        return new BadRow(file, line, column, SpreadsheetNumber.reason(text, reason));
    }
}
