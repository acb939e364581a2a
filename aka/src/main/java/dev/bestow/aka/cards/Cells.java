package dev.bestow.aka.cards;

import org.jspecify.annotations.Nullable;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;

/// The cells of one line. Quotes may surround a cell, with `""` for a quote inside; blanks around a cell
/// do not count. Cells share the line's buffer.
final class Cells {
    private static final char QUOTE = '"';

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
        Cells cells = new Cells(line, separator);
        while (true) {
            if (!cells.take()) {
                return null;
            }
            if (cells.at >= line.length()) {
                return cells.cells;
            }
            cells.at++;
        }
    }

    /// Takes one cell; afterwards `at` is at the separator behind it or at the end.
    private boolean take() {
        int start = at;
        while (start < line.length()
                && line.charAt(start) != separator
                && isBlank(line.charAt(start))) {
            start++;
        }
        if (start < line.length() && line.charAt(start) == QUOTE) {
            return takeQuoted(start + 1);
        }
        at = start;
        while (at < line.length() && line.charAt(at) != separator) {
            at++;
        }
        int end = at;
        while (end > start && isBlank(line.charAt(end - 1))) {
            end--;
        }
        cells.add(line.subSequence(start, end));
        return true;
    }

    private boolean takeQuoted(int start) {
        int out = start;
        int in = start;
        while (in < line.length()) {
            char next = line.charAt(in);
            if (next == QUOTE && (in + 1 == line.length() || line.charAt(in + 1) != QUOTE)) {
                cells.add(line.subSequence(start, out));
                at = in + 1;
                while (at < line.length()
                        && line.charAt(at) != separator
                        && isBlank(line.charAt(at))) {
                    at++;
                }
                return at == line.length() || line.charAt(at) == separator;
            }
            in += next == QUOTE ? 2 : 1;
            line.put(out++, next);
        }
        return false;
    }

    private static boolean isBlank(char next) {
        return next == ' ' || next == '\t' || next == '\u00a0';
    }
}
