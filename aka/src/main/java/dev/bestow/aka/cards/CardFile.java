package dev.bestow.aka.cards;

import dev.bestow.aka.InsecureTestXor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;

/// A file of cards, read completely: the good rows and all bad ones.
///
/// Two layouts, told apart by their first row:
///
/// * a header row that names at least IMSI, Ki, and OPC or OP, in any order and with any other columns;
///   separated by comma, semicolon, tab, `|` or blanks; optional SQN (12 hex digits), AMF (4) and ALGORITHM, and the
///   text columns about the subscription, PROFILE to APPLICATION_IDENTITIES of [Column];
/// * srsRAN's user_db.csv without one: `Name,Auth,IMSI,Key,OP_Type,OP/OPc,AMF,SQN,QCI,IP_alloc`, or as it was
///   before it had Auth.
///
/// Titles and a spreadsheet's `sep=` line may stand before; lines that start with `#` are comments. UTF-8 or
/// UTF-16 with or without byte order mark; any line ends. OP becomes OPc on the spot and is not kept.
///
/// ALGORITHM is a name of [dev.bestow.aka.AkaAlgorithm#named], `mil` or `xor`; nothing is MILENAGE. With TUAK
/// the columns of OPC and OP hold TOPc and TOP and may be called so, and Ki has 32 or 64 digits. The test
/// algorithm has neither, and its cards are bad rows unless the caller tolerates them.
///
/// @param name the file's name, for messages
/// @param cards the good rows in their order
/// @param bad the bad rows in their order; a row may appear several times, and both rows of one IMSI do
/// @param doubtful good rows that may not be what was meant: their IMSI seems to have lost digits
public record CardFile(String name, List<Card> cards, List<BadRow> bad, List<BadRow> doubtful)
        implements AutoCloseable {
    public CardFile {
        cards = List.copyOf(cards);
        bad = List.copyOf(bad);
        doubtful = List.copyOf(doubtful);
    }

    /// Reads `in` to its end. Whatever it holds comes out as good and bad rows.
    ///
    /// @throws IOException when `in` does
    public static CardFile read(String name, InputStream in) throws IOException {
        return read(new CardFileReader.Source(name, null), in);
    }

    /// As [#read], with cards of the test algorithm among the good rows.
    ///
    /// @throws IOException when `in` does
    public static CardFile readTolerating(InsecureTestXor xor, String name, InputStream in)
            throws IOException {
        return read(new CardFileReader.Source(name, xor), in);
    }

    private static CardFile read(CardFileReader.Source source, InputStream in) throws IOException {
        byte[] head = in.readNBytes(Encoding.HEAD_OCTETS);
        try {
            return switch (Encoding.of(head)) {
                case Encoding.Text(Charset charset) -> {
                    var all = new SequenceInputStream(new ByteArrayInputStream(head), in);
                    yield read(source, new InputStreamReader(all, charset));
                }
                case Encoding.NoText(String reason) -> {
                    BadRow whole = new BadRow(source.name(), 1, "file", reason);
                    yield new CardFile(source.name(), List.of(), List.of(whole), List.of());
                }
            };
        } finally {
            Arrays.fill(head, (byte) 0);
        }
    }

    private static CardFile read(CardFileReader.Source source, Reader text) throws IOException {
        CardFileReader reader = new CardFileReader(source);
        try (LineReader lines = new LineReader(text)) {
            while (lines.next()) {
                reader.line(lines);
            }
        }
        return reader.result();
    }

    /// Wipes every K and variant.
    @Override
    public void close() {
        cards.forEach(card -> card.credentials().close());
    }
}
