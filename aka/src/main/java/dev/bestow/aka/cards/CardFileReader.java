package dev.bestow.aka.cards;

import dev.bestow.aka.InsecureTestXor;
import dev.bestow.core.Imsi;

import org.jspecify.annotations.Nullable;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Takes a file line by line: recognises the layout, then collects good and bad rows.
final class CardFileReader {
    /// An IMSI has 14 digits or 15 wherever one is seen.
    private static final int USUAL_IMSI_DIGITS = 14;

    /// What is read.
    ///
    /// @param name for messages
    /// @param tolerated what cards of the test algorithm become; null refuses them
    record Source(String name, @Nullable InsecureTestXor tolerated) {}

    private final String name;
    private final List<Card> cards = new ArrayList<>();
    private final List<BadRow> bad = new ArrayList<>();
    private final Map<Imsi, Integer> firstLines = new HashMap<>();
    private final Set<Imsi> repeated = new HashSet<>();
    private final LayoutFinder finder;
    private @Nullable CardRowReader rows;
    private boolean unreadable;

    CardFileReader(Source source) {
        this.name = source.name();
        this.finder = new LayoutFinder(source, bad);
    }

    void line(LineReader lines) {
        CharBuffer line = lines.line();
        if (unreadable || isBlank(line) || line.charAt(0) == '#') {
            return;
        }
        CardRowReader layout = rows;
        if (lines.tooLong()) {
            bad.add(
                    new BadRow(
                            name,
                            lines.number(),
                            "row",
                            "is longer than " + LineReader.MAX_CHARS + " characters"));
            unreadable = layout == null;
        } else if (layout == null) {
            recognise(lines.number(), line);
        } else {
            row(layout, lines.number(), line);
        }
    }

    private void row(CardRowReader layout, int number, CharBuffer line) {
        Card card = layout.read(number, line);
        if (card == null) {
            return;
        }
        Integer first = firstLines.putIfAbsent(card.imsi(), number);
        if (first != null) {
            if (repeated.add(card.imsi())) {
                bad.add(
                        new BadRow(
                                name,
                                first,
                                layout.nameOf(Column.IMSI),
                                "is repeated in line " + number));
            }
            bad.add(new BadRow(name, number, layout.nameOf(Column.IMSI), "repeats line " + first));
        }
        cards.add(card);
    }

    /// The good rows without those whose IMSI occurs twice: nobody can tell which one is right.
    CardFile result() {
        if (rows == null && bad.isEmpty()) {
            bad.add(finder.nothing());
        }
        List<Card> unique = new ArrayList<>();
        for (Card card : cards) {
            if (repeated.contains(card.imsi())) {
                card.credentials().close();
            } else {
                unique.add(card);
            }
        }
        bad.sort(Comparator.comparingInt(BadRow::line));
        return new CardFile(name, unique, bad, doubtful(unique));
    }

    /// A header with something wrong leaves no row readable.
    private void recognise(int number, CharBuffer line) {
        CardRowReader below = finder.header(number, line);
        CardRowReader srsran = below == null ? finder.srsran(line) : null;
        if (srsran != null) {
            rows = srsran;
            row(srsran, number, line);
            return;
        }
        rows = below;
        BadRow neither = below == null ? finder.neither(number, line) : null;
        if (neither != null) {
            bad.add(neither);
        }
        unreadable = !bad.isEmpty();
    }

    /// Shorter than most of the file, or than any there is: spreadsheets take an IMSI for a number.
    private List<BadRow> doubtful(List<Card> read) {
        int[] cardsOfLength = new int[Imsi.MAX_DIGITS + 1];
        read.forEach(card -> cardsOfLength[card.imsi().digits().length()]++);
        int most = Imsi.MAX_DIGITS;
        for (int length = most; length >= Imsi.MIN_DIGITS; length--) {
            most = cardsOfLength[length] > cardsOfLength[most] ? length : most;
        }
        List<BadRow> doubtful = new ArrayList<>();
        for (Card card : read) {
            int length = card.imsi().digits().length();
            if (length < most || length < USUAL_IMSI_DIGITS) {
                String others =
                        length < most
                                ? "most of the file have " + most
                                : USUAL_IMSI_DIGITS + " or " + Imsi.MAX_DIGITS + " are usual";
                doubtful.add(
                        new BadRow(
                                name,
                                card.line(),
                                rows == null ? "IMSI" : rows.nameOf(Column.IMSI),
                                "has "
                                        + length
                                        + " digits, "
                                        + others
                                        + "; a spreadsheet drops zeros in front"));
            }
        }
        return doubtful;
    }

    private static boolean isBlank(CharBuffer line) {
        return line.chars()
                .allMatch(c -> Character.isWhitespace(c) || c == ',' || c == ';' || c == '|');
    }
}
