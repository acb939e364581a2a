package dev.bestow.wire.north;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import dev.bestow.core.Secret;
import dev.bestow.wire.north.MalformedJson.Kind;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Reads a JSON document (RFC 8259) front to back with Jackson's parser, and more strictly than it: UTF-8 and nothing
/// else, no name twice, nothing behind the end, and each value of the type that its field has. A key goes from the
/// parser's characters into a [Secret] without being a `String`; the characters are wiped. Says which field is wrong
/// and never quotes a value, nor lets Jackson's messages out, which do.
final class JsonInput implements AutoCloseable {
    /// Four keys have some 1,500 octets, a problem less.
    private static final int MAX_OCTETS = 65_536;

    /// Nothing we read nests deeper than three.
    private static final int MAX_DEPTH = 16;

    private static final int MAX_STRING = 8_192;
    private static final int MAX_NAME = 128;
    private static final int MAX_NUMBER = 64;
    private static final int MAX_DIGITS = 9;

    private static final JsonFactory JACKSON =
            new JsonFactoryBuilder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .recyclerPool(WipedBuffers.POOL)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(MAX_STRING)
                                    .maxNameLength(MAX_NAME)
                                    .maxNumberLength(MAX_NUMBER)
                                    .maxDocumentLength(MAX_OCTETS)
                                    .build())
                    .build();

    private final char[] text;
    private final JsonParser parser;

    /// Where the parser is; what reads a value leaves it there, so that [#wrong] names the field.
    private @Nullable JsonToken token;

    /// @param octets stay the caller's
    JsonInput(byte[] octets) throws MalformedJson {
        this.text = utf8(octets);
        try {
            this.parser = JACKSON.createParser(text);
        } catch (IOException e) {
            throw new IllegalStateException("characters cannot fail to be read", e);
        }
        next();
    }

    /// Reads one member's value; has to consume it.
    @FunctionalInterface
    interface MemberReader {
        void read(String name) throws MalformedJson;
    }

    /// Reads one element; has to consume it.
    @FunctionalInterface
    interface ElementReader {
        void read() throws MalformedJson;
    }

    /// Hands every member to `reader`, by name.
    void object(MemberReader reader) throws MalformedJson {
        require(JsonToken.START_OBJECT, "is not an object");
        while (next() == JsonToken.FIELD_NAME) {
            String name = currentName();
            next();
            reader.read(name);
        }
    }

    /// Hands every element to `reader`.
    void array(ElementReader reader) throws MalformedJson {
        require(JsonToken.START_ARRAY, "is not an array");
        while (next() != JsonToken.END_ARRAY) {
            reader.read();
        }
    }

    String string() throws MalformedJson {
        require(JsonToken.VALUE_STRING, "is not a string");
        try {
            return parser.getText();
        } catch (IOException e) {
            throw syntax(e);
        }
    }

    /// A string of exactly `2 * octets` hex digits, straight into a secret.
    Secret hexSecret(int octets) throws MalformedJson {
        require(JsonToken.VALUE_STRING, "is not a string");
        byte[] value = new byte[octets];
        try {
            char[] digits = parser.getTextCharacters();
            int from = parser.getTextOffset();
            int length = parser.getTextLength();
            boolean hex = length == 2 * octets && decode(digits, from, value);
            Arrays.fill(digits, from, from + length, '0');
            if (!hex) {
                throw wrong("is not " + 2 * octets + " hex digits");
            }
            return Secret.taking(value);
        } catch (IOException e) {
            throw syntax(e);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    private static boolean decode(char[] digits, int from, byte[] value) {
        for (int i = 0; i < value.length; i++) {
            char high = digits[from + 2 * i];
            char low = digits[from + 2 * i + 1];
            if (!HexFormat.isHexDigit(high) || !HexFormat.isHexDigit(low)) {
                return false;
            }
            value[i] = (byte) (HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low));
        }
        return true;
    }

    /// An integer of at most nine digits; nothing we read needs more.
    int integer() throws MalformedJson {
        try {
            if (token != JsonToken.VALUE_NUMBER_INT
                    || parser.getTextLength() > MAX_DIGITS
                    || parser.getTextCharacters()[parser.getTextOffset()] == '-') {
                throw wrong("is not an integer of at most nine digits");
            }
            return parser.getIntValue();
        } catch (IOException e) {
            throw syntax(e);
        }
    }

    boolean bool() throws MalformedJson {
        boolean value = token == JsonToken.VALUE_TRUE;
        if (!value && token != JsonToken.VALUE_FALSE) {
            throw wrong("is neither true nor false");
        }
        return value;
    }

    /// Passes over a value of any kind.
    void skip() throws MalformedJson {
        if (token == null) {
            throw syntax("the text ends too early");
        }
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw syntax(e);
        }
    }

    /// Nothing but blanks may be left.
    void end() throws MalformedJson {
        if (next() != null) {
            throw syntax("something behind the end");
        }
    }

    /// The field being read holds something it must not.
    MalformedJson wrong(String reason) {
        return new MalformedJson(Kind.FIELD, path(), reason);
    }

    /// The object just read lacks a field.
    MalformedJson missing(String name) {
        return missing(name, "is missing");
    }

    /// As above, in words that say what to do.
    MalformedJson missing(String name, String reason) {
        String path = path();
        return new MalformedJson(Kind.MISSING, path.isEmpty() ? name : path + "." + name, reason);
    }

    /// As `keys.0.ksAs`; empty at the top.
    private String path() {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
    }

    private void require(JsonToken wanted, String otherwise) throws MalformedJson {
        if (token != wanted) {
            String path = path();
            throw path.isEmpty() || token == null ? syntax(otherwise) : wrong(otherwise);
        }
    }

    private String currentName() throws MalformedJson {
        try {
            return parser.currentName();
        } catch (IOException e) {
            throw syntax(e);
        }
    }

    private @Nullable JsonToken next() throws MalformedJson {
        try {
            token = parser.nextToken();
            return token;
        } catch (IOException e) {
            throw syntax(e);
        }
    }

    /// What Jackson refused, in our words: its own quote the text.
    private MalformedJson syntax(IOException refused) {
        String message = String.valueOf(refused.getMessage());
        if (message.startsWith("Duplicate")) {
            return wrong("comes twice");
        }
        return syntax(message.contains("nesting depth") ? "nested too deeply" : "no JSON");
    }

    private MalformedJson syntax(String reason) {
        long at = parser.currentLocation().getCharOffset();
        return new MalformedJson(Kind.SYNTAX, "", reason + " at character " + at);
    }

    private static char[] utf8(byte[] octets) throws MalformedJson {
        if (octets.length > MAX_OCTETS) {
            throw new MalformedJson(Kind.SYNTAX, "", "longer than " + MAX_OCTETS + " octets");
        }
        CharBuffer decoded = CharBuffer.allocate(octets.length);
        var decoder = StandardCharsets.UTF_8.newDecoder();
        try {
            var result = decoder.decode(ByteBuffer.wrap(octets), decoded, true);
            if (result.isError()) {
                result.throwException();
            }
            return Arrays.copyOf(decoded.array(), decoded.position());
        } catch (CharacterCodingException e) {
            throw new MalformedJson(Kind.SYNTAX, "", "no UTF-8");
        } finally {
            Arrays.fill(decoded.array(), '0');
        }
    }

    /// Wipes the characters.
    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new IllegalStateException("characters cannot fail to be closed", e);
        } finally {
            Arrays.fill(text, '0');
        }
    }
}
