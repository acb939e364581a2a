package dev.bestow.link.http;

import dev.bestow.core.Secret;
import dev.bestow.link.http.MalformedJson.Kind;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/// Reads JSON (RFC 8259) strictly, front to back, out of the octets themselves: a key goes from its hex
/// digits into a [Secret] without ever being a `String`. Knows the path it is at, so that whoever sent
/// the text learns which field is wrong. The libraries tried take a missing comma, octets behind the
/// end and a number that overflows, and quote the text in their exceptions.
final class JsonCursor {
    /// Nothing we read nests deeper than three; a stranger's text must not recurse for ever.
    private static final int MAX_DEPTH = 16;

    private final byte[] text;
    private final ArrayDeque<String> path = new ArrayDeque<>();
    private int at;

    JsonCursor(byte[] text) {
        this.text = text;
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

    /// Hands every member to `reader`, by name; a name that comes twice is an error.
    void object(MemberReader reader) throws MalformedJson {
        require('{', "is not an object");
        Set<String> names = new HashSet<>();
        if (accept('}')) {
            return;
        }
        do {
            String name = string();
            push(name);
            if (!names.add(name)) {
                throw wrong("comes twice");
            }
            expect(':');
            reader.read(name);
            path.removeLast();
        } while (accept(','));
        expect('}');
    }

    /// Hands every element to `reader`.
    void array(ElementReader reader) throws MalformedJson {
        require('[', "is not an array");
        if (accept(']')) {
            return;
        }
        int index = 0;
        do {
            push(Integer.toString(index++));
            reader.read();
            path.removeLast();
        } while (accept(','));
        expect(']');
    }

    String string() throws MalformedJson {
        require('"', "is not a string");
        int start = at;
        boolean plain = true;
        while (true) {
            int octet = next();
            if (octet == '"') {
                break;
            }
            if (octet < ' ') {
                throw syntax("control character in a string");
            }
            if (octet == '\\') {
                plain = false;
                next();
            }
        }
        String raw = utf8(start, at - 1 - start);
        return plain ? raw : unescape(raw);
    }

    /// A string of exactly `2 * octets` hex digits, straight into a secret.
    Secret hexSecret(int octets) throws MalformedJson {
        require('"', "is not a string");
        byte[] value = new byte[octets];
        boolean hex = at + 2 * octets < text.length;
        for (int i = 0; hex && i < octets; i++) {
            int high = text[at + 2 * i];
            int low = text[at + 2 * i + 1];
            hex = HexFormat.isHexDigit(high) && HexFormat.isHexDigit(low);
            if (hex) {
                value[i] = (byte) (HexFormat.fromHexDigit(high) << 4 | HexFormat.fromHexDigit(low));
            }
        }
        if (!hex || text[at + 2 * octets] != '"') {
            Arrays.fill(value, (byte) 0);
            throw wrong("is not " + 2 * octets + " hex digits");
        }
        at += 2 * octets + 1;
        return Secret.taking(value);
    }

    /// An integer of at most nine digits; nothing we read needs more.
    int integer() throws MalformedJson {
        skipBlanks();
        int start = at;
        while (at < text.length && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        int digits = at - start;
        boolean leadingZero = digits > 1 && text[start] == '0';
        boolean goesOn = at < text.length && ".eE-+".indexOf(text[at]) >= 0;
        if (digits == 0 || digits > 9 || leadingZero || goesOn) {
            throw wrong("is not an integer of at most nine digits");
        }
        int value = 0;
        for (int i = start; i < at; i++) {
            value = value * 10 + text[i] - '0';
        }
        return value;
    }

    boolean bool() throws MalformedJson {
        skipBlanks();
        if (acceptWord("true")) {
            return true;
        }
        if (acceptWord("false")) {
            return false;
        }
        throw wrong("is neither true nor false");
    }

    /// Passes over a value of any kind.
    void skip() throws MalformedJson {
        skipBlanks();
        switch (at < text.length ? text[at] : 0) {
            case '{' -> object(_ -> skip());
            case '[' -> array(this::skip);
            case '"' -> string();
            case 't', 'f' -> bool();
            case 'n' -> {
                if (!acceptWord("null")) {
                    throw syntax("no value");
                }
            }
            default -> skipNumber();
        }
    }

    private void skipNumber() throws MalformedJson {
        int start = at;
        while (at < text.length && "+-.0123456789eE".indexOf(text[at]) >= 0) {
            at++;
        }
        if (!utf8(start, at - start).matches("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw syntax("no value");
        }
    }

    /// Nothing but blanks may be left.
    void end() throws MalformedJson {
        skipBlanks();
        if (at != text.length) {
            throw syntax("something behind the end");
        }
    }

    /// The field being read holds something it must not.
    MalformedJson wrong(String reason) {
        return new MalformedJson(Kind.FIELD, String.join(".", path), reason);
    }

    /// The object being read lacks a field.
    MalformedJson missing(String name) {
        path.addLast(name);
        return new MalformedJson(Kind.MISSING, String.join(".", path), "is missing");
    }

    private MalformedJson syntax(String reason) {
        return new MalformedJson(Kind.SYNTAX, "", reason + " at octet " + at);
    }

    private void push(String step) throws MalformedJson {
        if (path.size() == MAX_DEPTH) {
            throw syntax("nested too deeply");
        }
        path.addLast(step);
    }

    private void require(char bracket, String otherwise) throws MalformedJson {
        if (!accept(bracket)) {
            throw path.isEmpty() || at == text.length ? syntax(otherwise) : wrong(otherwise);
        }
    }

    private void expect(char sign) throws MalformedJson {
        if (!accept(sign)) {
            throw syntax("no " + sign);
        }
    }

    private boolean accept(char sign) {
        skipBlanks();
        if (at < text.length && text[at] == sign) {
            at++;
            return true;
        }
        return false;
    }

    private boolean acceptWord(String word) {
        byte[] octets = word.getBytes(StandardCharsets.US_ASCII);
        int end = at + octets.length;
        if (end > text.length || !Arrays.equals(text, at, end, octets, 0, octets.length)) {
            return false;
        }
        at = end;
        return true;
    }

    private int next() throws MalformedJson {
        if (at == text.length) {
            throw syntax("the text ends too early");
        }
        return text[at++] & 0xff;
    }

    private void skipBlanks() {
        while (at < text.length && " \t\r\n".indexOf(text[at]) >= 0) {
            at++;
        }
    }

    private String utf8(int from, int length) throws MalformedJson {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw syntax("no UTF-8");
        }
    }

    private String unescape(String raw) throws MalformedJson {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char sign = raw.charAt(i);
            if (sign != '\\') {
                plain.append(sign);
                continue;
            }
            char kind = raw.charAt(++i);
            int index = "\"\\/bfnrt".indexOf(kind);
            if (index >= 0) {
                plain.append("\"\\/\b\f\n\r\t".charAt(index));
            } else if (kind == 'u' && raw.length() - i > 4 && isHex(raw, i + 1)) {
                plain.append((char) HexFormat.fromHexDigits(raw, i + 1, i + 5));
                i += 4;
            } else {
                throw syntax("no such escape");
            }
        }
        return plain.toString();
    }

    private static boolean isHex(String raw, int from) {
        for (int i = from; i < from + 4; i++) {
            if (!HexFormat.isHexDigit(raw.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
