package dev.bestow.aka.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.aka.Amf;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.InsecureTestXor;
import dev.bestow.aka.Opc;
import dev.bestow.aka.OperatorVariant;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.aka.Topc;
import dev.bestow.aka.Tuak;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/// K, OP and OPc are those of set 1 of TS 35.208, so that OPc is a published figure.
final class CardFileTest {
    private static final String K = "465b5ce8b199b49faa5f0a2ee238a6bc";
    private static final String OP = "cdc202d5123e20f62b6d676ac72cb318";
    private static final String OPC = "cd63cb71954a9f4e48a5994e37a02baf";
    private static final String IMSI = "001010000000001";

    private static CardFile read(String... lines) {
        return read((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static CardFile read(byte[] octets) {
        try {
            return CardFile.read("cards.csv", new ByteArrayInputStream(octets));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Secret secret(String hex) {
        return Secret.taking(Octets.parseHex("secret", hex).toArray());
    }

    private static Card onlyCard(CardFile file) {
        assertThat(file.bad()).isEmpty();
        assertThat(file.cards()).hasSize(1);
        return file.cards().getFirst();
    }

    private static void assertIsTheCard(Card card) {
        assertThat(card.imsi()).isEqualTo(Imsi.parse(IMSI));
        assertThat(card.credentials().k()).isEqualTo(new SubscriberKey(secret(K)));
        assertThat(card.credentials().variant()).isEqualTo(new Opc(secret(OPC)));
    }

    private static List<String> complaints(CardFile file) {
        return file.bad().stream().map(BadRow::toString).toList();
    }

    @Test
    void readsWhatAVendorOfProgrammableCardsShips() {
        CardFile file =
                read(
                        "IMSI,ICCID,ACC,PIN1,PUK1,PIN2,PUK2,Ki,OPC,ADM1,KIC1,KID1,KIK1",
                        IMSI
                                + ",8988211000000000017,0002,1234,12345678,5678,87654321,"
                                + K
                                + ","
                                + OPC
                                + ",11223344,00,00,00");
        assertIsTheCard(onlyCard(file));
        assertThat(onlyCard(file).amf()).isEqualTo(Amf.EPS);
        assertThat(onlyCard(file).sqn()).isNull();
        assertThat(onlyCard(file).line()).isEqualTo(2);
    }

    @Test
    void takesAnySeparatorQuotesByteOrderMarkAndLineEnd() {
        String bom = "\ufeff";
        assertIsTheCard(
                onlyCard(
                        read(
                                bom + "\"imsi\";\"KI\";\"opc\"\r",
                                IMSI + ";\"" + K + "\"; " + OPC + " \r")));
        assertIsTheCard(
                onlyCard(
                        read(
                                "ICCID\tImsi\tki\tOPc",
                                "\"a \"\"b\"\", c\"\t" + IMSI + "\t" + K + "\t" + OPC)));
        byte[] macintosh =
                ("IMSI,K,OPC\r" + IMSI + "," + K + "," + OPC).getBytes(StandardCharsets.US_ASCII);
        assertIsTheCard(onlyCard(read(macintosh)));
    }

    @Test
    void takesHexOfEitherCase() {
        assertIsTheCard(
                onlyCard(read("IMSI,KI,OPC", IMSI + "," + K.toUpperCase(Locale.ROOT) + "," + OPC)));
    }

    @Test
    void turnsOpIntoOpc() {
        assertIsTheCard(onlyCard(read("IMSI,KI,OP", IMSI + "," + K + "," + OP)));
        assertIsTheCard(onlyCard(read("IMSI,KI,OP,OPC", IMSI + "," + K + "," + OP + ",")));
    }

    @Test
    void readsOptionalColumns() {
        Card card =
                onlyCard(
                        read(
                                "IMSI,KI,OPC,SQN,AMF,ALGORITHM",
                                IMSI + "," + K + "," + OPC + ",000000001234,9001,Milenage"));
        assertThat(card.sqn()).isEqualTo(new Sqn(0x1234));
        assertThat(card.amf()).isEqualTo(new Amf(0x9001));
    }

    @Test
    void takesCellsAboutTheSubscriptionAsTheyStand() {
        CardFile file =
                read(
                        "IMSI;KI;OPC;Profile;apn;MSISDN;AMBR-UL;ambr_dl;Access Restrictions;"
                                + "application-identities",
                        IMSI + ";" + K + ";" + OPC + ";Meters;IoT;+49 170;1G;-;0x50;\"a@b; c\"",
                        "001010000000002;" + K + ";" + OPC + ";;;;;;;");
        assertThat(file.bad()).isEmpty();
        assertThat(file.cards().getFirst().subscription())
                .isEqualTo(
                        Map.of(
                                Column.PROFILE, new TextCell("Profile", "Meters"),
                                Column.APN, new TextCell("apn", "IoT"),
                                Column.MSISDN, new TextCell("MSISDN", "+49 170"),
                                Column.AMBR_UPLINK, new TextCell("AMBR-UL", "1G"),
                                Column.AMBR_DOWNLINK, new TextCell("ambr_dl", "-"),
                                Column.ACCESS_RESTRICTIONS,
                                        new TextCell("Access Restrictions", "0x50"),
                                Column.APPLICATION_IDENTITIES,
                                        new TextCell("application-identities", "a@b; c")));
        assertThat(file.cards().getLast().subscription()).isEmpty();
        assertThat(new TextCell("MSISDN", "4.9E+11").bad("cards.csv", 2, "is bad"))
                .asString()
                .startsWith("cards.csv:2: MSISDN was written as a number by a spreadsheet");
    }

    @Test
    void aColumnAboutTheSubscriptionStandsOnceToo() {
        assertThat(complaints(read("IMSI,KI,OPC,AMBR-UL,ambr_ul", IMSI + "," + K + "," + OPC)))
                .containsExactly("cards.csv:1: ambr_ul means the same as column AMBR-UL");
    }

    @Test
    void readsUserDbOfSrsran() {
        CardFile file =
                read(
                        "#",
                        "# .csv to store UE's information in HSS",
                        "# Name,Auth,IMSI,Key,OP_Type,OP/OPc,AMF,SQN,QCI,IP_alloc",
                        "ue1,mil,"
                                + IMSI
                                + ","
                                + K
                                + ",opc,"
                                + OPC
                                + ",8000,000000001234,9,dynamic",
                        "ue2,mil,001010000000002,"
                                + K
                                + ",op,"
                                + OP
                                + ",9001,000000001235,9,172.16.0.2");
        assertThat(file.bad()).isEmpty();
        assertIsTheCard(file.cards().getFirst());
        assertThat(file.cards().get(1).credentials().variant()).isEqualTo(new Opc(secret(OPC)));
        assertThat(file.cards().get(1).amf()).isEqualTo(new Amf(0x9001));
        assertThat(file.cards().get(1).sqn()).isEqualTo(new Sqn(0x1235));
    }

    @Test
    void refusesXorWithAReason() {
        CardFile file =
                read(
                        "ue1,xor,"
                                + IMSI
                                + ","
                                + K
                                + ",opc,"
                                + OPC
                                + ",8000,000000001234,9,dynamic",
                        "ue2,mil,001010000000002,"
                                + K
                                + ",opc,"
                                + OPC
                                + ",8000,000000001234,9,dynamic");
        assertThat(complaints(file)).hasSize(1);
        assertThat(complaints(file).getFirst()).startsWith("cards.csv:1: Auth is XOR");
        assertThat(file.cards()).hasSize(1);
    }

    @Test
    void testCardsAreReadWhenTheyAreToleratedAndNeedNoOpc() throws IOException {
        InsecureTestXor xor = new InsecureTestXor("a test");
        String file = "IMSI,KI,OPC,ALGO\n" + IMSI + "," + K + ",,XOR\n";
        var in = new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
        Card card = onlyCard(CardFile.readTolerating(xor, "cards.csv", in));
        assertThat(card.credentials())
                .isEqualTo(
                        new Credentials(xor, new SubscriberKey(secret(K)), OperatorVariant.NONE));
    }

    @Test
    void readsTuakWithKOfEitherLengthAndTurnsTopIntoTopc() {
        String top = "5555555555555555555555555555555555555555555555555555555555555555";
        String k = "abababababababababababababababab";
        Topc topc =
                new Topc(
                        secret("bd04d9530e87513c5d837ac2ad954623a8e2330c115305a73eb45d1f40cccbff"));
        CardFile file =
                read(
                        "IMSI;KI;TOP;TOPC;ALGORITHM",
                        IMSI + ";" + k + ";" + top + ";;Tuak",
                        "001010000000002;" + k + k + ";;" + top + ";tuak:128:2",
                        "001010000000003;" + k + ";;" + OPC + ";tuak",
                        "001010000000004;" + k + "00;;" + top + ";tuak",
                        "001010000000005;" + k + k + ";;" + OPC + ";milenage");
        assertThat(complaints(file))
                .containsExactly(
                        "cards.csv:4: TOPC has 32 characters, needs 64 hex digits",
                        "cards.csv:5: KI has 34 characters, needs 32 hex digits",
                        "cards.csv:6: KI has 64 characters, needs 32 hex digits");
        assertThat(file.cards().get(0).credentials())
                .isEqualTo(new Credentials(Tuak.STANDARD, new SubscriberKey(secret(k)), topc));
        assertThat(file.cards().get(1).credentials())
                .isEqualTo(
                        new Credentials(
                                new Tuak(16, 2),
                                new SubscriberKey(secret(k + k)),
                                new Topc(secret(top))));
    }

    @Test
    void refusesKOfZerosOddHexAndParametersThatAreNone() {
        assertThat(
                        complaints(
                                read(
                                        "IMSI,KI,OPC,ALGORITHM",
                                        IMSI + "," + "0".repeat(32) + "," + OPC + ",",
                                        "001010000000002," + K + "," + OPC + "a,",
                                        "001010000000003," + K + "," + OPC + ",tuak:64:0")))
                .containsExactly(
                        "cards.csv:2: KI is all zeros",
                        "cards.csv:3: OPC has 33 characters, needs 32 hex digits",
                        "cards.csv:4: ALGORITHM needs 1 to 255");
    }

    @Test
    void reportsEveryBadCellOfEveryRowWithLineAndColumnAndNoKey() {
        CardFile file =
                read(
                        "IMSI,Ki,OPc,SQN,AMF,Algorithm",
                        "00101000000000x," + K.substring(1) + "," + OPC + "0,1234,80000,comp128",
                        "",
                        "# a comment",
                        IMSI + ",zz" + K.substring(2) + "," + OPC + ",,,",
                        "001010000000002," + K);
        assertThat(complaints(file))
                .containsExactly(
                        "cards.csv:2: Algorithm is none of milenage, tuak and insecure-test-xor",
                        "cards.csv:2: IMSI holds something else than decimal digits",
                        "cards.csv:2: Ki has 31 characters, needs 32 hex digits",
                        "cards.csv:2: OPc has 33 characters, needs 32 hex digits",
                        "cards.csv:2: AMF has 5 hex digits, needs 4",
                        "cards.csv:2: SQN has 4 hex digits, needs 12",
                        "cards.csv:5: Ki holds something else than hex digits",
                        "cards.csv:6: OPc is missing");
        assertThat(complaints(file))
                .noneMatch(text -> text.contains(K.substring(2)) || text.contains(OPC));
        assertThat(file.cards()).isEmpty();
    }

    @Test
    void bothRowsOfOneImsiAreBad() {
        CardFile file =
                read(
                        "IMSI,KI,OPC",
                        IMSI + "," + K + "," + OPC,
                        "001010000000002," + K + "," + OPC,
                        IMSI + "," + OPC + "," + OPC,
                        IMSI + "," + K + "," + OPC);
        assertThat(complaints(file))
                .containsExactly(
                        "cards.csv:2: IMSI is repeated in line 4",
                        "cards.csv:4: IMSI repeats line 2",
                        "cards.csv:5: IMSI repeats line 2");
        assertThat(file.cards()).hasSize(1);
    }

    @Test
    void saysWhatAHeaderLacksOrHasTwice() {
        assertThat(complaints(read("IMSI,OPC", IMSI + "," + OPC)))
                .containsExactly("cards.csv:1: Ki is missing in the header");
        assertThat(complaints(read("IMSI,KI", IMSI + "," + K)))
                .containsExactly("cards.csv:1: OPC is missing in the header, and so is OP");
        assertThat(complaints(read("IMSI,KI,Key,OPC", IMSI + "," + K + "," + K + "," + OPC)))
                .containsExactly("cards.csv:1: Key means the same as column KI");
    }

    @Test
    void aRowOfAnotherWidthOrWithAnOpenQuoteIsBad() {
        assertThat(complaints(read("IMSI,KI,OPC", IMSI + "," + K + "," + OPC + ",,")).isEmpty())
                .isTrue();
        assertThat(complaints(read("IMSI,KI,OPC", IMSI + ",1," + K + "," + OPC)))
                .containsExactly("cards.csv:2: row has 4 cells, the header 3");
        assertThat(complaints(read("IMSI,KI,OPC", "\"" + IMSI + "," + K + "," + OPC)))
                .containsExactly(
                        "cards.csv:2: row has a quote that is not closed, or text after one");
    }

    @Test
    void aHugeLineIsOneBadRowAndTheNextIsRead() {
        String huge = "9".repeat(5_000_000);
        CardFile file = read("IMSI,KI,OPC", huge, IMSI + "," + K + "," + OPC);
        assertThat(complaints(file))
                .containsExactly("cards.csv:2: row is longer than 8192 characters");
        assertIsTheCard(file.cards().getFirst());
        assertThat(read(huge).bad()).hasSize(1);
    }

    @Test
    void anEmptyFileAndGarbageAreOneComplaint() {
        assertThat(complaints(read(new byte[0]))).containsExactly("cards.csv:1: file has no rows");
        assertThat(complaints(read("#", "", ",,,")))
                .containsExactly("cards.csv:1: file has no rows");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] garbage = new byte[random.nextInt(4_000)];
            random.nextBytes(garbage);
            CardFile file = read(garbage);
            assertThat(file.cards()).as("seed %d", seed).isEmpty();
            assertThat(file.bad()).as("seed %d", seed).hasSize(1);
        }
    }

    @Test
    void garbageUnderAGoodHeaderIsBadRowsOnly() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] header = "IMSI,KI,OPC\n".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 200; i++) {
            byte[] garbage = new byte[header.length + random.nextInt(2_000)];
            random.nextBytes(garbage);
            System.arraycopy(header, 0, garbage, 0, header.length);
            assertThat(read(garbage).cards()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void readsAHundredThousandRows() {
        StringBuilder text = new StringBuilder("IMSI,KI,OPC\n");
        for (int i = 0; i < 100_000; i++) {
            text.append(String.format(Locale.ROOT, "00101%010d,", i))
                    .append(K)
                    .append(',')
                    .append(OPC)
                    .append('\n');
        }
        CardFile file = read(text.toString().getBytes(StandardCharsets.US_ASCII));
        assertThat(file.cards()).hasSize(100_000);
        assertThat(file.bad()).isEmpty();
    }

    @Test
    void closingTheFileWipesItsKeys() {
        CardFile file = read("IMSI,KI,OPC", IMSI + "," + K + "," + OPC);
        Secret k = file.cards().getFirst().credentials().k().octets();
        file.close();
        assertThatThrownBy(() -> k.use(octets -> octets.length))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingItPrintsHoldsAKey() {
        CardFile file = read("IMSI,KI,OPC", IMSI + "," + K + "," + OPC);
        assertThat(file.toString()).doesNotContain(K).doesNotContain(OPC).doesNotContain(IMSI);
    }
}
