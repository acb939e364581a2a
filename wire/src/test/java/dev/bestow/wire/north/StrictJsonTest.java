package dev.bestow.wire.north;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// What the documents of the interface take for JSON, seen through the documents: a keys answer passes over members it
/// does not know, so any text can be put there.
class StrictJsonTest {
    private static final String KEYS =
            new String(
                    KeysJson.encode(
                            new RetrievalAnswer.Keys(List.of(NorthboundJsonTest.key(null)))),
                    StandardCharsets.UTF_8);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{a:1}",
                "{'a':1}",
                "[1,]",
                "[1 2]",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{\"a\":--1}",
                "{\"a\":nul}",
                "{\"a\":True}",
                "{\"a\":\"x}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":NaN}",
                "// x",
                "/**/1",
                "# x",
                "\"x\"x"
            })
    void textThatIsNoJsonIsMalformed(String text) {
        for (String document : List.of(text, KEYS.replace("{\"keys\"", member(text)))) {
            assertThatThrownBy(() -> KeysJson.decode(utf8(document)))
                    .isInstanceOf(MalformedJson.class);
            assertThatThrownBy(() -> RetrievalJson.decode(utf8(document), null))
                    .isInstanceOf(MalformedJson.class);
            assertThatThrownBy(() -> ProblemJson.decode(utf8(document)))
                    .isInstanceOf(MalformedJson.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                " { } ",
                "null",
                "true",
                "0",
                "-0.5e+10",
                "\"\"",
                "[[],{}]",
                "{\"a\":[1,2,{\"b\":null}],\"c\":\"\\u00e4\\n\\\"\"}",
                "\"ä€\""
            })
    void jsonIsPassedOver(String text) throws MalformedJson {
        assertThat(KeysJson.decode(utf8(KEYS.replace("{\"keys\"", member(text)))).keys())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "{}", ",", "\u0000", "null"})
    void nothingStandsBehindTheEnd(String more) {
        assertThatThrownBy(() -> KeysJson.decode(utf8(KEYS + more)))
                .isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> KeysJson.decode(utf8(KEYS + " " + more)))
                .isInstanceOf(MalformedJson.class);
    }

    /// An octet missing, a slash in two octets, half of a surrogate pair; UTF-16, which Jackson would find out; a mark
    /// of the octet order.
    @Test
    void octetsThatAreNoUtf8AreMalformed() {
        String before = "{\"title\":\"";
        for (int[] bad :
                new int[][] {{0xc3}, {0xc0, 0xaf}, {0xed, 0xa0, 0x80}, {0xff}, {0xf5, 0x80}}) {
            byte[] text = utf8(before + "?".repeat(bad.length) + "\"}");
            for (int i = 0; i < bad.length; i++) {
                text[before.length() + i] = (byte) bad[i];
            }
            assertThatThrownBy(() -> ProblemJson.decode(text)).isInstanceOf(MalformedJson.class);
        }
        assertThatThrownBy(() -> ProblemJson.decode("{}".getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(MalformedJson.class);
        assertThatThrownBy(() -> ProblemJson.decode(utf8("\ufeff{}")))
                .isInstanceOf(MalformedJson.class);
    }

    @Test
    void depthIsBounded() throws MalformedJson {
        assertThat(ProblemJson.decode(utf8("{\"x\":" + "[".repeat(15) + "]".repeat(15) + "}")))
                .isNotNull();
        assertThatThrownBy(() -> ProblemJson.decode(utf8("{\"x\":" + "[".repeat(10_000))))
                .hasMessageContaining("deeply");
    }

    @Test
    void lengthIsBounded() {
        byte[] long_ = utf8(KEYS + " ".repeat(70_000));
        assertThatThrownBy(() -> KeysJson.decode(long_)).hasMessageContaining("longer");
        byte[] wordy = utf8("{\"title\":\"" + "x".repeat(10_000) + "\"}");
        assertThatThrownBy(() -> ProblemJson.decode(wordy)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void escapesMeanWhatTheySay() throws MalformedJson {
        assertThat(
                        ProblemJson.decode(
                                        utf8("{\"title\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20ac\"}"))
                                .title())
                .isEqualTo("\"\\/\b\f\n\r\t€");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "1e2",
                "-1",
                "-0",
                "007",
                "1234567890",
                "\"1\"",
                "true",
                "null",
                "[1]"
            })
    void integerIsAPlainNumber(String text) {
        assertThatThrownBy(() -> ProblemJson.decode(utf8("{\"status\":" + text + "}")))
                .isInstanceOf(MalformedJson.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "true", "{}", "[\"x\"]"})
    void stringIsNothingElse(String text) {
        assertThatThrownBy(() -> ProblemJson.decode(utf8("{\"title\":" + text + "}")))
                .hasMessage("title is not a string");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "null"})
    void truthIsNothingElse(String text) {
        String wrong = KEYS.replace("Allowed\":true", "Allowed\":" + text);
        assertThatThrownBy(() -> KeysJson.decode(utf8(wrong)))
                .hasMessage("keys.0.confidentialityAllowed is neither true nor false");
    }

    /// Escaped, too long, too short, no hex, no string.
    @Test
    void aKeyIsItsHexDigits() throws MalformedJson {
        String hex = KEYS.substring(KEYS.indexOf("\"ksAs\":\"") + 8).substring(0, 64);
        RetrievalAnswer.Keys keys = KeysJson.decode(utf8(KEYS));
        assertThat(KeysJson.decode(utf8(KEYS.replace(hex, hex.toUpperCase(java.util.Locale.ROOT)))))
                .isEqualTo(keys);
        String escaped = String.format("\\u%04x", (int) hex.charAt(0)) + hex.substring(1);
        assertThat(KeysJson.decode(utf8(KEYS.replace(hex, escaped)))).isEqualTo(keys);
        for (String bad : List.of(hex.substring(1), hex + "0", hex.substring(1) + "g", "")) {
            assertThatThrownBy(() -> KeysJson.decode(utf8(KEYS.replace(hex, bad))))
                    .hasMessage("keys.0.ksAs is not 64 hex digits");
        }
        assertThatThrownBy(() -> KeysJson.decode(utf8(KEYS.replace('"' + hex + '"', "12"))))
                .hasMessage("keys.0.ksAs is not a string");
    }

    /// Wherever a text breaks off or goes wrong, what is said of it names fields and no values.
    @Test
    void errorsNeverQuoteAKey() {
        String hex = KEYS.substring(KEYS.indexOf("\"ksAs\":\"") + 8).substring(0, 64);
        for (int cut = 0; cut < KEYS.length(); cut++) {
            for (String text :
                    List.of(
                            KEYS.substring(0, cut),
                            KEYS.substring(0, cut) + '\u0001' + KEYS.substring(cut))) {
                assertThatThrownBy(() -> KeysJson.decode(utf8(text)))
                        .isInstanceOf(MalformedJson.class)
                        .hasNoCause()
                        .hasMessageNotContaining(hex.substring(0, 4))
                        .hasMessageNotContaining(hex.substring(20, 24))
                        .hasMessageNotContaining("example.net");
            }
        }
    }

    @Test
    void noOctetsDoMoreThanAreMalformed() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        byte[] model = utf8(KEYS);
        List<String> unexpected = new ArrayList<>();
        for (int round = 0; round < 20_000; round++) {
            byte[] text = model.clone();
            for (int i = 0; i < 3; i++) {
                text[random.nextInt(text.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(KeysJson.decode(text).keys()).isNotEmpty();
            } catch (MalformedJson e) {
                assertThat(e).hasMessageNotContaining("4eeff62f");
            } catch (RuntimeException e) {
                unexpected.add("seed " + seed + " round " + round + ": " + e);
            }
        }
        assertThat(unexpected).isEmpty();
    }

    private static String member(String value) {
        return "{\"x\":" + value + ",\"keys\"";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
