package dev.bestow.link.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

class JsonCursorTest {
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
                "\"x\"x"
            })
    void textThatIsNoJsonIsMalformed(String text) {
        assertThatThrownBy(() -> skipAll(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MalformedJson.class);
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
        skipAll(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void octetsThatAreNoUtf8AreMalformed() {
        byte[] text = {'"', (byte) 0xc3, '"'};
        assertThatThrownBy(() -> skipAll(text)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void depthIsBounded() throws MalformedJson {
        skipAll(("[".repeat(16) + "]".repeat(16)).getBytes(StandardCharsets.UTF_8));
        byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> skipAll(deep)).hasMessageContaining("deeply");
    }

    @Test
    void escapesMeanWhatTheySay() throws MalformedJson {
        assertThat(cursor("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20ac\"").string())
                .isEqualTo("\"\\/\b\f\n\r\t€");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e2", "-1", "007", "1234567890", "\"1\"", "true", "null"})
    void integerIsAPlainNumber(String text) {
        assertThatThrownBy(() -> cursor(text).integer()).isInstanceOf(MalformedJson.class);
    }

    @Test
    void keyGoesFromItsDigitsIntoASecret() throws MalformedJson {
        try (Secret secret = cursor("\"00Ff7a\"").hexSecret(3)) {
            String hex = secret.use(octets -> HexFormat.of().formatHex(octets));
            assertThat(hex).isEqualTo("00ff7a");
        }
        for (String bad :
                List.of("\"00ff7\"", "\"00ff7a0\"", "\"00ff7g\"", "\"00ff7a", "12", "\"")) {
            assertThatThrownBy(() -> cursor(bad).hexSecret(3)).isInstanceOf(MalformedJson.class);
        }
    }

    @Test
    void errorNamesThePathAndNeverTheText() {
        JsonCursor cursor = cursor("{\"keys\":[{\"ksAs\":\"secret\"}]}");
        assertThatThrownBy(() ->
                        cursor.object(
                                _ -> cursor.array(() -> cursor.object(_ -> cursor.hexSecret(32)))))
                .hasMessage("keys.0.ksAs is not 64 hex digits");
    }

    @Test
    void noOctetsDoMoreThanAreMalformed() {
        long seed = 20_261_121;
        Random random = new Random(seed);
        byte[] model =
                "{\"keys\":[{\"a\":\"\\u00e4\",\"b\":-1.5e3,\"c\":true}]}"
                        .getBytes(StandardCharsets.UTF_8);
        List<String> unexpected = new ArrayList<>();
        for (int round = 0; round < 20_000; round++) {
            byte[] text = model.clone();
            for (int i = 0; i < 3; i++) {
                text[random.nextInt(text.length)] = (byte) random.nextInt();
            }
            try {
                skipAll(text);
            } catch (MalformedJson e) {
                assertThat(e).hasMessageNotContaining("keys\":");
            } catch (RuntimeException e) {
                unexpected.add("seed " + seed + " round " + round + ": " + e);
            }
        }
        assertThat(unexpected).isEmpty();
    }

    private static void skipAll(byte[] text) throws MalformedJson {
        JsonCursor cursor = new JsonCursor(text);
        cursor.skip();
        cursor.end();
    }

    private static JsonCursor cursor(String text) {
        return new JsonCursor(text.getBytes(StandardCharsets.UTF_8));
    }
}
