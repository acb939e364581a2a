package dev.bestow.aka.cards;

import org.jspecify.annotations.Nullable;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;

/// The cells of one line. Quotes may surround a cell, with `""` for a quote inside; blanks around a cell
/// do not count, nor do `="` and `"` or the apostrophe that keep a spreadsheet from taking it for a number.
/// Cells share the line's buffer.
final class Cells {
    /// The separator that stands for any number of blanks and tabs; no cell is empty then.
    static final char BLANKS = ' ';

    private static final char QUOTE = '"';
    private static final String GUARD = "=\"";

    private final CharBuffer line;
    private final char separator;
    private final List<CharBuffer> cells = new ArrayList<>();
    private int at;

    private Cells(CharBuffer line, char separator) {
        this.line = line;
        this.separator = separator;
    }

    /// The cells, or null when a quote is not closed.
    static @Nullable List<CharBuffer> split(CharBuffer line, char separator) {
        Cells cells = new Cells(separator == BLANKS ? withoutLastBlanks(line) : line, separator);
        while (true) {
            if (!cells.take()) {
                return null;
            }
            if (cells.at >= cells.line.length()) {
                return cells.cells;
            }
            cells.at++;
        }
    }

    /// Takes one cell; afterwards `at` is at the separator behind it or at the end.
    private boolean take() {
        int start = at;
        while (start < line.length()
                && isBlank(line.charAt(start))
                && (separator == BLANKS || !separates(start))) {
            start++;
        }
        if (start < line.length() && line.charAt(start) == QUOTE) {
            return takeQuoted(start + 1);
        }
        at = start;
        while (at < line.length() && !separates(at)) {
            at++;
        }
        int end = at;
        while (end > start && isBlank(line.charAt(end - 1))) {
            end--;
        }
        add(line.subSequence(start, end));
        return true;
    }

    private boolean takeQuoted(int start) {
        int out = start;
        int in = start;
        while (in < line.length()) {
            char next = line.charAt(in);
            if (next == QUOTE && (in + 1 == line.length() || line.charAt(in + 1) != QUOTE)) {
                add(line.subSequence(start, out));
                at = in + 1;
                while (at < line.length() && !separates(at) && isBlank(line.charAt(at))) {
                    at++;
                }
                return at == line.length() || separates(at);
            }
            in += next == QUOTE ? 2 : 1;
            line.put(out++, next);
        }
        return false;
    }

    private void add(CharBuffer cell) {
        int length = cell.length();
        boolean guarded =
                length > GUARD.length()
                        && GUARD.contentEquals(cell.subSequence(0, GUARD.length()))
                        && cell.charAt(length - 1) == QUOTE;
        boolean marked = length > 0 && cell.charAt(0) == '\'';
        cells.add(
                guarded
                        ? cell.subSequence(GUARD.length(), length - 1)
                        : cell.subSequence(marked ? 1 : 0, length));
    }

    private boolean separates(int place) {
        char next = line.charAt(place);
        return separator == BLANKS ? isBlank(next) : next == separator;
    }

    private static CharBuffer withoutLastBlanks(CharBuffer line) {
        int end = line.length();
        while (end > 0 && isBlank(line.charAt(end - 1))) {
            end--;
        }
        return line.subSequence(0, end);
    }

    static boolean isBlank(char next) {
        return next == ' ' || next == '\t' || next == '\u00a0';
    }
}
