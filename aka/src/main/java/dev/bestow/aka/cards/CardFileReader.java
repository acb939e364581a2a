package dev.bestow.aka.cards;

import dev.bestow.aka.InsecureTestXor;
import dev.bestow.core.Imsi;

import org.jspecify.annotations.Nullable;

import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Takes a file line by line: recognises the layout, then collects good and bad rows.
final class CardFileReader {
    private static final char[] SEPARATORS = {',', ';', '\t'};

    /// srsRAN's user_db.csv as the header it does not have; the first cell of it is free text.
    private static final String SRSRAN = "Name,Auth,IMSI,Key,OP_Type,OP/OPc,AMF,SQN,QCI,IP_alloc";

    /// Cells of an srsRAN row without QCI and IP_alloc.
    private static final int SRSRAN_LEAST_CELLS = 8;

    private static final Set<String> SRSRAN_AUTH = Set.of("mil", "xor");

    /// What is read.
    ///
    /// @param name for messages
    /// @param tolerated what cards of the test algorithm become; null refuses them
    record Source(String name, @Nullable InsecureTestXor tolerated) {}

    private final Source source;
    private final String name;
    private final List<Card> cards = new ArrayList<>();
    private final List<BadRow> bad = new ArrayList<>();
    private final Map<Imsi, Integer> firstLines = new HashMap<>();
    private final Set<Imsi> repeated = new HashSet<>();
    private @Nullable CardRowReader rows;
    private boolean unreadable;

    CardFileReader(Source source) {
        this.source = source;
        this.name = source.name();
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
            bad.add(new BadRow(name, 1, "file", "has no rows"));
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
        return new CardFile(name, unique, bad);
    }

    private void recognise(int number, CharBuffer line) {
        for (char separator : SEPARATORS) {
            List<CharBuffer> cells = Cells.split(duplicate(line), separator);
            if (cells != null && cells.stream().anyMatch(CardFileReader::namesImsi)) {
                header(number, separator, cells);
                return;
            }
        }
        List<CharBuffer> cells = Cells.split(duplicate(line), ',');
        if (cells != null
                && cells.size() >= SRSRAN_LEAST_CELLS
                && SRSRAN_AUTH.contains(cells.get(1).toString().toLowerCase(Locale.ROOT))) {
            List<CharBuffer> header = Cells.split(CharBuffer.wrap(SRSRAN.toCharArray()), ',');
            CardRowReader srsran =
                    new CardRowReader(source, ',', header == null ? List.of() : header, bad);
            rows = srsran;
            row(srsran, number, line);
            return;
        }
        unreadable = true;
        bad.add(
                new BadRow(
                        name,
                        number,
                        "row",
                        "is neither a header that names IMSI, Ki and OPC or OP, nor a row of"
                                + " srsRAN's user_db.csv"));
    }

    private static boolean namesImsi(CharBuffer cell) {
        return Column.named(cell).filter(column -> column == Column.IMSI).isPresent();
    }

    private void header(int number, char separator, List<CharBuffer> cells) {
        Map<Column, String> seen = new EnumMap<>(Column.class);
        for (CharBuffer cell : cells) {
            String text = cell.toString();
            Column.named(text)
                    .ifPresent(column -> {
                        String before = seen.putIfAbsent(column, text);
                        if (before != null) {
                            unreadable = true;
                            bad.add(
                                    new BadRow(
                                            name,
                                            number,
                                            text,
                                            "means the same as column " + before));
                        }
                    });
        }
        if (!seen.containsKey(Column.K)) {
            unreadable = true;
            bad.add(new BadRow(name, number, "Ki", "is missing in the header"));
        }
        boolean typed = seen.containsKey(Column.OP_OR_OPC) && seen.containsKey(Column.OP_TYPE);
        if (!seen.containsKey(Column.OPC) && !seen.containsKey(Column.OP) && !typed) {
            unreadable = true;
            bad.add(new BadRow(name, number, "OPC", "is missing in the header, and so is OP"));
        }
        rows = new CardRowReader(source, separator, cells, bad);
    }

    /// Quoted cells are unescaped in place, so a trial split works on a copy.
    private static CharBuffer duplicate(CharBuffer line) {
        char[] copy = new char[line.length()];
        line.duplicate().get(copy);
        return CharBuffer.wrap(copy);
    }

    private static boolean isBlank(CharBuffer line) {
        return line.chars().allMatch(c -> Character.isWhitespace(c) || c == ',' || c == ';');
    }
}
