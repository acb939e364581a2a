package dev.bestow.aka.cards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.Opc;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// What spreadsheets and vendors make of a card file; the files of `resources/cards` came from the field.
/// Each is read, or refused with what is the matter. K and OPc are those of set 1 of TS 35.208.
final class FieldFilesTest {
    private static final Path FILES = Path.of("src/test/resources/cards");
    private static final String K = "465b5ce8b199b49faa5f0a2ee238a6bc";
    private static final String OPC = "cd63cb71954a9f4e48a5994e37a02baf";
    private static final String IMSI = "001010000000001";
    private static final String HEADER = "IMSI,Ki,OPC";
    private static final String ROW = IMSI + "," + K + "," + OPC;

    private static CardFile read(byte[] octets) {
        try {
            return CardFile.read("cards.csv", new ByteArrayInputStream(octets));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static CardFile read(String... lines) {
        return read(StandardCharsets.UTF_8, lines);
    }

    private static CardFile read(Charset charset, String... lines) {
        return read((String.join("\r\n", lines) + "\r\n").getBytes(charset));
    }

    private static List<String> complaints(CardFile file) {
        assertThat(file.cards()).isEmpty();
        return file.bad().stream().map(BadRow::toString).toList();
    }

    private static void assertHoldsTheCardOf(String imsi, CardFile file) {
        assertThat(file.bad()).isEmpty();
        assertThat(file.doubtful()).isEmpty();
        assertThat(file.cards()).hasSize(1);
        Card card = file.cards().getFirst();
        assertThat(card.imsi()).isEqualTo(Imsi.parse(imsi));
        assertThat(card.credentials().k()).isEqualTo(new SubscriberKey(secret(K)));
        assertThat(card.credentials().variant()).isEqualTo(new Opc(secret(OPC)));
    }

    private static Secret secret(String hex) {
        return Secret.taking(Octets.parseHex("secret", hex).toArray());
    }

    @ParameterizedTest
    @CsvSource({
        "blanks.txt, 001010000000102",
        "sep-line.csv, 001010000000103",
        "title.csv, 001010000000104",
        "user_db-old.csv, 001010000000105",
        "utf16.csv, 001010000000106"
    })
    void readsTheFilesOfTheField(String name, String imsi) throws IOException {
        try (InputStream in = Files.newInputStream(FILES.resolve(name))) {
            assertHoldsTheCardOf(imsi, CardFile.read(name, in));
        }
    }

    @Test
    void anImsiThatLostItsZerosIsReadAndNamedWithItsLine() throws IOException {
        try (InputStream in = Files.newInputStream(FILES.resolve("imsi-lost-zeros.csv"))) {
            CardFile file = CardFile.read("imsi-lost-zeros.csv", in);
            assertThat(file.bad()).isEmpty();
            assertThat(file.cards()).hasSize(2);
            assertThat(file.doubtful())
                    .extracting(BadRow::toString)
                    .containsExactly(
                            "imsi-lost-zeros.csv:3: IMSI has 13 digits, most of the file have 15;"
                                    + " a spreadsheet drops zeros in front");
        }
    }

    @Test
    void anImsiOfFewerThan14DigitsIsDoubtfulInAnyCompany() {
        CardFile all = read(HEADER, "1010000000001," + K + "," + OPC);
        assertThat(all.doubtful())
                .extracting(BadRow::toString)
                .containsExactly(
                        "cards.csv:2: IMSI has 13 digits, 14 or 15 are usual; a spreadsheet drops"
                                + " zeros in front");
        CardFile fourteen =
                read(HEADER, "26201000000001," + K + "," + OPC, "26201000000002," + K + "," + OPC);
        assertThat(fourteen.doubtful()).isEmpty();
        CardFile one = read(HEADER, "26201000000001," + K + "," + OPC, ROW);
        assertThat(one.doubtful()).as("neither length is that of most").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void readsUtf16WithAndWithoutByteOrderMark(String name) {
        Charset charset = Charset.forName(name);
        assertHoldsTheCardOf(IMSI, read(charset, HEADER, ROW));
        assertHoldsTheCardOf(IMSI, read(charset, "\ufeff" + HEADER, ROW));
        assertHoldsTheCardOf(IMSI, read(charset, "\ufeffsep=,", HEADER, ROW));
    }

    @Test
    void saysWhatAFileIsThatIsNoText() {
        assertThat(complaints(read(Charset.forName("UTF-32LE"), "\ufeff" + HEADER, ROW)))
                .containsExactly("cards.csv:1: file is UTF-32; save it as UTF-8");
        assertThat(complaints(read(Charset.forName("UTF-32BE"), HEADER, ROW)))
                .containsExactly("cards.csv:1: file is UTF-32; save it as UTF-8");
        assertThat(complaints(read(new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0})))
                .containsExactly(
                        "cards.csv:1: file is a workbook (.xlsx, .ods) or another ZIP archive;"
                                + " export it as CSV");
        assertThat(complaints(read(new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, 1})))
                .containsExactly("cards.csv:1: file is a workbook (.xls); export it as CSV");
        assertThat(complaints(read("-----BEGIN PGP MESSAGE-----", "", "hQEMA7")))
                .containsExactly("cards.csv:1: file is encrypted with PGP; decrypt it first");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|", " ", "   ", " \t"})
    void readsEveryKnownSeparator(String separator) {
        assertHoldsTheCardOf(
                IMSI, read(HEADER.replace(",", separator), ROW.replace(",", separator)));
    }

    @Test
    void blanksBeforeAndBehindARowAreNoCells() {
        assertHoldsTheCardOf(IMSI, read("  IMSI  Ki  OPC ", " " + ROW.replace(",", "\t ") + "  "));
    }

    @Test
    void whereBlanksSeparateAMissingCellIsNotGuessed() {
        CardFile file = read("ICCID IMSI Ki OPC", ROW.replace(',', ' '));
        assertThat(complaints(file))
                .containsExactly(
                        "cards.csv:2: row has 3 cells, the header 4; where blanks separate, no cell"
                                + " can be empty");
    }

    @Test
    void readsASeparatorLineHoweverItIsWritten() {
        for (String line :
                List.of("sep=;", "SEP=;", "\"sep=;\"", "sep=;;;", "sep=\t", "sep=,", "sep=")) {
            assertHoldsTheCardOf(IMSI, read(line, HEADER.replace(',', ';'), ROW.replace(',', ';')));
        }
        assertThat(complaints(read("sep=~", HEADER.replace(',', '~'), ROW.replace(',', '~'))))
                .containsExactly(
                        "cards.csv:2: row is neither a header that names IMSI, Ki and OPC or OP,"
                            + " nor a row of srsRAN's user_db.csv; cells may be separated by comma,"
                            + " semicolon, tab, | or blanks");
    }

    @Test
    void readsOverTitlesButNotOverRowsOfValues() {
        assertHoldsTheCardOf(
                IMSI, read("Cards of lot 7", "", "printed 2026-11-29;by;hand", ",,", HEADER, ROW));
        assertThat(complaints(read(ROW, HEADER, ROW)))
                .containsExactly(
                        "cards.csv:1: row holds values, and no header before it says which; a"
                                + " header names IMSI, Ki and OPC or OP");
        String[] letter = new String[40];
        Arrays.fill(letter, "Dear customer");
        letter[39] = HEADER;
        assertThat(complaints(read(letter)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("cards.csv:1:");
    }

    @Test
    void readsTheLayoutsOfSrsran() {
        String keys = IMSI + "," + K + ",opc," + OPC + ",9001,000000001234";
        for (String row :
                List.of(
                        "ue1,mil," + keys + ",7,dynamic",
                        "ue1,mil," + keys,
                        "ue1," + keys + ",7,dynamic",
                        "ue1," + keys + ",7",
                        "ue1," + keys)) {
            assertHoldsTheCardOf(IMSI, read("# Name,IMSI,Key", row));
        }
    }

    @Test
    void readsWhatKeepsASpreadsheetFromCountingAndHexAsPeopleWriteIt() {
        assertHoldsTheCardOf(
                IMSI, read(HEADER, "=\"" + IMSI + "\",=\"" + K + "\",\"=\"\"" + OPC + "\"\"\""));
        assertHoldsTheCardOf(IMSI, read(HEADER, "'" + IMSI + ",'" + K + "," + OPC));
        assertHoldsTheCardOf(
                IMSI, read(HEADER, IMSI + ",0x" + K + ",0X" + OPC.toUpperCase(Locale.ROOT)));
        assertHoldsTheCardOf(
                IMSI,
                read(
                        HEADER,
                        IMSI
                                + ","
                                + K.replaceAll("..", "$0 ")
                                + ","
                                + OPC.replaceAll("..(?!$)", "$0:")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.01E+12", "1,01E+12", "1.01e12", "1010000000001.0", "4.65E+31"})
    void aNumberThatASpreadsheetRoundedIsCalledThat(String number) {
        String reason =
                " was written as a number by a spreadsheet, which drops zeros in front and rounds;"
                        + " format the column as text";
        assertThat(complaints(read("IMSI;Ki;OPC", number + ";" + K + ";" + OPC)))
                .containsExactly("cards.csv:2: IMSI" + reason);
        assertThat(complaints(read("IMSI;Ki;OPC", IMSI + ";" + number + ";" + OPC)))
                .containsExactly("cards.csv:2: Ki" + reason);
    }

    @Test
    void rowsSeparatedOtherwiseThanTheirHeaderAreToldOnce() {
        assertThat(complaints(read(HEADER, ROW.replace(',', ';'))))
                .containsExactly(
                        "cards.csv:2: row is a single cell, the header has 3; is it separated"
                                + " otherwise than the header?");
    }

    @Test
    void noControlCharacterOfAFileReachesAScreen() {
        assertThat(complaints(read("IMSI,K\u001b\u009b\u202e,OPC", IMSI + ",12," + OPC)))
                .containsExactly("cards.csv:2: K??? has 2 characters, needs 32 hex digits");
    }

    @Test
    void anOctetLostOrChangedIsNeverAnotherKey() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (String name : List.of("UTF-8", "UTF-16LE", "UTF-16BE")) {
            byte[] good = (HEADER + "\n" + ROW + "\n").getBytes(Charset.forName(name));
            for (int i = 0; i < 300; i++) {
                byte[] bad = Arrays.copyOf(good, random.nextInt(good.length));
                try (CardFile file = read(bad)) {
                    for (Card card : file.cards()) {
                        assertThat(card.credentials().k())
                                .as("seed %d, %s", seed, name)
                                .isEqualTo(new SubscriberKey(secret(K)));
                    }
                }
            }
        }
    }
}
