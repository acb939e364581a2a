package dev.bestow.wire.diameter;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// AVPs that TS 29.272, TS 29.336 and TS 29.128 name and Bestow has no use for. They are known, so a peer may
/// send them with the M flag, as some do against the specification: RFC 6733 clause 4.1 refuses what a
/// receiver does not understand, and an attach must not fail for it. The table is `read-over.avps`.
public final class ReadOverAvps {
    /// Every row, in the order of the table.
    public static final List<AvpDefinition> ALL = read();

    private ReadOverAvps() {}

    private static List<AvpDefinition> read() {
        InputStream table =
                Objects.requireNonNull(
                        ReadOverAvps.class.getResourceAsStream("read-over.avps"),
                        "beside this class");
        try (var lines =
                new BufferedReader(new InputStreamReader(table, StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> row(line.strip().split(" +")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AvpDefinition row(String[] columns) {
        return new AvpDefinition(
                Integer.parseInt(columns[1]),
                Integer.parseInt(columns[0]),
                columns[2].equals("M"),
                columns[4],
                AvpType.valueOf(columns[3]));
    }
}
