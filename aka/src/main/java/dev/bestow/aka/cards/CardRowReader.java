package dev.bestow.aka.cards;

import dev.bestow.aka.AkaAlgorithm;
import dev.bestow.aka.Amf;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.InsecureTestXor;
import dev.bestow.aka.Milenage;
import dev.bestow.aka.Opc;
import dev.bestow.aka.OperatorVariant;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.Topc;
import dev.bestow.aka.Tuak;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Secret;

import org.jspecify.annotations.Nullable;

import java.nio.CharBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Reads rows under one header. Every cell of a row is looked at, so that one run reports all that is
/// wrong with it.
final class CardRowReader {
    private final String file;
    private final @Nullable InsecureTestXor tolerated;
    private final char separator;
    private final int columns;
    private final Map<Column, Integer> places = new EnumMap<>(Column.class);
    private final Map<Column, String> names = new EnumMap<>(Column.class);
    private final List<BadRow> bad;

    /// @param bad takes what is wrong
    CardRowReader(
            CardFileReader.Source source,
            char separator,
            List<CharBuffer> header,
            List<BadRow> bad) {
        this.file = source.name();
        this.tolerated = source.tolerated();
        this.separator = separator;
        this.columns = header.size();
        this.bad = bad;
        for (int i = 0; i < header.size(); i++) {
            int place = i;
            String name = header.get(i).toString();
            Column.named(name)
                    .ifPresent(column -> {
                        places.putIfAbsent(column, place);
                        names.putIfAbsent(column, name);
                    });
        }
    }

    /// What the file calls `column`.
    String nameOf(Column column) {
        return names.getOrDefault(column, column.name());
    }

    /// The card of one line, or null when it was bad.
    @Nullable Card read(int number, CharBuffer line) {
        List<CharBuffer> cells = Cells.split(line, separator);
        if (cells == null) {
            bad.add(
                    new BadRow(
                            file,
                            number,
                            "row",
                            "has a quote that is not closed, or text after one"));
            return null;
        }
        String width = width(cells);
        if (width != null) {
            bad.add(new BadRow(file, number, "row", width));
            return null;
        }
        return new Row(number, cells).card();
    }

    /// What is wrong with the number of cells, or null. Trailing ones may be missing or empty.
    private @Nullable String width(List<CharBuffer> cells) {
        if (cells.size() == 1 && columns > 1) {
            return "is a single cell, the header has "
                    + columns
                    + "; is it separated otherwise than the header?";
        }
        String both = "has " + cells.size() + " cells, the header " + columns;
        if (separator == Cells.BLANKS && cells.size() < columns) {
            return both + "; where blanks separate, no cell can be empty";
        }
        boolean tooMany =
                cells.size() > columns && !onlyEmpty(cells.subList(columns, cells.size()));
        return tooMany ? both : null;
    }

    private static boolean onlyEmpty(List<CharBuffer> cells) {
        return cells.stream().allMatch(CharBuffer::isEmpty);
    }

    /// One row and what is wrong with it.
    private final class Row {
        private final int number;
        private final List<CharBuffer> cells;
        private boolean isBad;

        Row(int number, List<CharBuffer> cells) {
            this.number = number;
            this.cells = cells;
        }

        @Nullable Card card() {
            AkaAlgorithm algorithm = algorithm();
            Imsi imsi = value(Column.IMSI, cell -> Imsi.parse(cell.toString()));
            SubscriberKey k = value(Column.K, cell -> key(algorithm, cell));
            OperatorVariant variant = variant(algorithm, k);
            Amf amf =
                    has(Column.AMF)
                            ? value(Column.AMF, cell -> Amf.parse(KeyCell.digits(cell).toString()))
                            : Amf.EPS;
            Sqn sqn =
                    has(Column.SQN)
                            ? value(Column.SQN, cell -> Sqn.parse(KeyCell.digits(cell).toString()))
                            : null;
            if (!isBad && imsi != null && k != null && variant != null && amf != null) {
                Credentials credentials = new Credentials(algorithm, k, variant);
                return new Card(number, imsi, credentials, amf, sqn, subscription());
            }
            if (k != null) {
                k.close();
            }
            if (variant != null) {
                variant.close();
            }
            return null;
        }

        private Map<Column, TextCell> subscription() {
            Map<Column, TextCell> read = new EnumMap<>(Column.class);
            for (Column column : Column.OF_SUBSCRIPTION) {
                if (has(column)) {
                    String text = cells.get(place(column)).toString();
                    read.put(column, new TextCell(nameOf(column), text));
                }
            }
            return read;
        }

        /// What the row says, MILENAGE when it says nothing. After a complaint MILENAGE too, so that the keys
        /// are looked at all the same.
        private AkaAlgorithm algorithm() {
            String name = text(Column.ALGORITHM);
            AkaAlgorithm read =
                    switch (name) {
                        case "", "mil" -> Milenage.STANDARD;
                        case "xor", "insecure-test-xor" -> testAlgorithm();
                        default -> value(Column.ALGORITHM, _ -> AkaAlgorithm.named(name));
                    };
            return read == null ? Milenage.STANDARD : read;
        }

        private @Nullable AkaAlgorithm testAlgorithm() {
            if (tolerated == null) {
                complain(
                        Column.ALGORITHM,
                        "is XOR, a test algorithm anybody can invert, and was not asked for");
            }
            return tolerated;
        }

        private static SubscriberKey key(AkaAlgorithm algorithm, CharBuffer cell) {
            CharBuffer digits = KeyCell.digits(cell);
            boolean isLong =
                    algorithm instanceof Tuak && digits.length() == 2 * SubscriberKey.LONG_OCTETS;
            return new SubscriberKey(
                    KeyCell.secret(
                            digits, isLong ? SubscriberKey.LONG_OCTETS : SubscriberKey.OCTETS));
        }

        /// The operator's variant as it stands, or made from what the operator's cards have in common.
        private @Nullable OperatorVariant variant(
                AkaAlgorithm algorithm, @Nullable SubscriberKey k) {
            if (algorithm instanceof InsecureTestXor) {
                return OperatorVariant.NONE;
            }
            if (has(Column.OPC)) {
                return value(Column.OPC, cell -> variant(algorithm, cell));
            }
            if (has(Column.OP) || !places.containsKey(Column.OP_OR_OPC)) {
                Column column = places.containsKey(Column.OP) ? Column.OP : Column.OPC;
                return fromOp(column, algorithm, k);
            }
            return switch (text(Column.OP_TYPE)) {
                case "opc" -> value(Column.OP_OR_OPC, cell -> variant(algorithm, cell));
                case "op" -> fromOp(Column.OP_OR_OPC, algorithm, k);
                default -> {
                    complain(Column.OP_TYPE, "is neither op nor opc");
                    yield null;
                }
            };
        }

        private static OperatorVariant variant(AkaAlgorithm algorithm, CharBuffer cell) {
            CharBuffer digits = KeyCell.digits(cell);
            return algorithm instanceof Tuak
                    ? new Topc(KeyCell.secret(digits, Topc.OCTETS))
                    : new Opc(KeyCell.secret(digits, Opc.OCTETS));
        }

        private @Nullable OperatorVariant fromOp(
                Column column, AkaAlgorithm algorithm, @Nullable SubscriberKey k) {
            int length = algorithm instanceof Tuak ? Topc.OCTETS : Opc.OCTETS;
            Secret op = value(column, cell -> KeyCell.secret(KeyCell.digits(cell), length));
            if (op == null) {
                return null;
            }
            try (op) {
                if (k == null) {
                    return null;
                }
                return algorithm instanceof Tuak tuak ? tuak.topc(k, op) : Milenage.opc(k, op);
            }
        }

        /// What `reader` makes of the cell, or null after a complaint.
        private <T> @Nullable T value(Column column, Function<CharBuffer, T> reader) {
            if (!has(column)) {
                complain(column, "is missing");
                return null;
            }
            try {
                return reader.apply(cells.get(place(column)));
            } catch (InvalidValue e) {
                complain(column, SpreadsheetNumber.reason(cells.get(place(column)), e.reason()));
                return null;
            }
        }

        private boolean has(Column column) {
            int place = place(column);
            return place >= 0 && place < cells.size() && !cells.get(place).isEmpty();
        }

        private String text(Column column) {
            return has(column) ? cells.get(place(column)).toString().toLowerCase(Locale.ROOT) : "";
        }

        private int place(Column column) {
            return places.getOrDefault(column, -1);
        }

        private void complain(Column column, String reason) {
            isBad = true;
            bad.add(new BadRow(file, number, nameOf(column), reason));
        }
    }
}
