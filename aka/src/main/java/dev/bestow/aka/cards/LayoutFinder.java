package dev.bestow.aka.cards;

import org.jspecify.annotations.Nullable;

import java.nio.CharBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds where the cards of a file begin: below a header row, or with the first row of srsRAN's
/// user_db.csv. Titles and a spreadsheet's `sep=` line may stand before either.
final class LayoutFinder {
    private static final char[] SEPARATORS = {',', ';', '\t', '|', Cells.BLANKS};

    /// srsRAN's user_db.csv as the headers it does not have; the first cell of it is free text.
    private static final String SRSRAN = "Name,Auth,IMSI,Key,OP_Type,OP/OPc,AMF,SQN,QCI,IP_alloc";

    /// As it was before it had a choice of algorithms.
    private static final String SRSRAN_BEFORE_AUTH =
            "Name,IMSI,Key,OP_Type,OP/OPc,AMF,SQN,QCI,IP_alloc";

    private static final Set<String> AUTH = Set.of("mil", "xor");
    private static final Set<String> OP_TYPE = Set.of("op", "opc");

    /// Cells after OP_Type that no srsRAN row lacks: OP/OPc, AMF and SQN.
    private static final int CELLS_AFTER_OP_TYPE = 3;

    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("\"?sep=.?\"?[,;\t|]*", Pattern.CASE_INSENSITIVE);

    /// Lines before a header; more than these are no titles.
    private static final int MAX_TITLES = 20;

    /// Digits of the shortest key.
    private static final int KEY_DIGITS = 32;

    private static final String NEITHER =
            "is neither a header that names IMSI, Ki and OPC or OP, nor a row of srsRAN's"
                    + " user_db.csv; cells may be separated by comma, semicolon, tab, | or blanks";

    private final CardFileReader.Source source;
    private final List<BadRow> bad;
    private int titles;
    private int firstTitle;
    private int lastTitle;

    /// @param bad takes what is wrong with a header
    LayoutFinder(CardFileReader.Source source, List<BadRow> bad) {
        this.source = source;
        this.bad = bad;
    }

    /// The reader of the rows below this one, or null when it is no header.
    @Nullable CardRowReader header(int number, CharBuffer line) {
        for (char separator : SEPARATORS) {
            List<CharBuffer> cells = Cells.split(duplicate(line), separator);
            if (cells != null && cells.stream().anyMatch(LayoutFinder::namesImsi)) {
                check(number, cells);
                return new CardRowReader(source, separator, cells, bad);
            }
        }
        return null;
    }

    /// The reader of this row and those below it, or null when it is not one of srsRAN's.
    @Nullable CardRowReader srsran(CharBuffer line) {
        List<CharBuffer> cells = Cells.split(duplicate(line), ',');
        if (cells == null) {
            return null;
        }
        if (holds(cells, 4, OP_TYPE) || holds(cells, 1, AUTH)) {
            return srsran(SRSRAN);
        }
        return holds(cells, 3, OP_TYPE) ? srsran(SRSRAN_BEFORE_AUTH) : null;
    }

    private CardRowReader srsran(String header) {
        List<CharBuffer> cells = Cells.split(CharBuffer.wrap(header.toCharArray()), ',');
        return new CardRowReader(source, ',', cells == null ? List.of() : cells, bad);
    }

    private static boolean holds(List<CharBuffer> cells, int place, Set<String> words) {
        return cells.size() > place + CELLS_AFTER_OP_TYPE
                && words.contains(cells.get(place).toString().toLowerCase(Locale.ROOT));
    }

    /// Takes a line that is neither. Null as long as it may be a title.
    @Nullable BadRow neither(int number, CharBuffer line) {
        if (SEPARATOR_LINE.matcher(line).matches()) {
            return null;
        }
        if (holdsKey(line)) {
            return lastTitle == 0
                    ? row(
                            number,
                            "holds values, and no header before it says which; a header names IMSI,"
                                    + " Ki and OPC or OP")
                    : row(lastTitle, NEITHER);
        }
        lastTitle = number;
        if (titles++ == 0) {
            firstTitle = number;
        }
        return titles > MAX_TITLES ? row(firstTitle, NEITHER) : null;
    }

    /// What is the matter with a file that ended and had no layout.
    BadRow nothing() {
        return titles == 0
                ? new BadRow(source.name(), 1, "file", "has no rows")
                : row(firstTitle, NEITHER);
    }

    private BadRow row(int number, String reason) {
        return new BadRow(source.name(), number, "row", reason);
    }

    private static boolean holdsKey(CharBuffer line) {
        int digits = 0;
        for (int i = 0; i < line.length() && digits < KEY_DIGITS; i++) {
            digits = Character.digit(line.charAt(i), 16) < 0 ? 0 : digits + 1;
        }
        return digits == KEY_DIGITS;
    }

    private static boolean namesImsi(CharBuffer cell) {
        return Column.named(cell).filter(column -> column == Column.IMSI).isPresent();
    }

    private void check(int number, List<CharBuffer> cells) {
        String name = source.name();
        Map<Column, String> seen = new EnumMap<>(Column.class);
        for (CharBuffer cell : cells) {
            Column column = Column.named(cell).orElse(null);
            String before = column == null ? null : seen.putIfAbsent(column, cell.toString());
            if (before != null) {
                bad.add(
                        new BadRow(
                                name,
                                number,
                                cell.toString(),
                                "means the same as column " + before));
            }
        }
        if (!seen.containsKey(Column.K)) {
            bad.add(new BadRow(name, number, "Ki", "is missing in the header"));
        }
        boolean typed = seen.containsKey(Column.OP_OR_OPC) && seen.containsKey(Column.OP_TYPE);
        if (!seen.containsKey(Column.OPC) && !seen.containsKey(Column.OP) && !typed) {
            bad.add(new BadRow(name, number, "OPC", "is missing in the header, and so is OP"));
        }
    }

    /// Quoted cells are unescaped in place, so a trial split works on a copy.
    private static CharBuffer duplicate(CharBuffer line) {
        char[] copy = new char[line.length()];
        line.duplicate().get(copy);
        return CharBuffer.wrap(copy);
    }
}
