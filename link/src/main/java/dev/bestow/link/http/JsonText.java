package dev.bestow.link.http;

import dev.bestow.core.Secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes JSON (RFC 8259) into octets that can be wiped afterwards, secrets as hex.
final class JsonText {
    private static final byte[] HEX_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int FIRST_OCTETS = 512;

    private byte[] text = new byte[FIRST_OCTETS];
    private int length;
    private boolean first = true;

    /// Opens an object or array.
    JsonText open(char bracket) {
        element();
        append(bracket);
        first = true;
        return this;
    }

    /// Closes it.
    JsonText close(char bracket) {
        append(bracket);
        first = false;
        return this;
    }

    /// The name of the next member; names are ours and need no escape.
    JsonText name(String name) {
        element();
        append('"');
        append(name.getBytes(StandardCharsets.US_ASCII));
        append('"');
        append(':');
        first = true;
        return this;
    }

    JsonText value(String value) {
        element();
        append('"');
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (octet == '"' || octet == '\\') {
                append('\\');
                append((char) octet);
            } else if (octet >= 0 && octet < ' ') {
                append("\\u00".getBytes(StandardCharsets.US_ASCII));
                hex(octet);
            } else {
                append((char) (octet & 0xff));
            }
        }
        append('"');
        return this;
    }

    JsonText value(int value) {
        element();
        append(Integer.toString(value).getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    JsonText value(boolean value) {
        element();
        append(Boolean.toString(value).getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    JsonText value(Secret secret) {
        element();
        append('"');
        boolean done =
                secret.use(octets -> {
                    for (byte octet : octets) {
                        hex(octet);
                    }
                    return true;
                });
        assert done;
        append('"');
        return this;
    }

    /// The text; the buffer behind it is wiped.
    byte[] take() {
        byte[] taken = Arrays.copyOf(text, length);
        Arrays.fill(text, (byte) 0);
        length = 0;
        return taken;
    }

    private void element() {
        if (!first) {
            append(',');
        }
        first = false;
    }

    private void hex(byte octet) {
        append((char) HEX_DIGITS[octet >> 4 & 15]);
        append((char) HEX_DIGITS[octet & 15]);
    }

    private void append(byte[] octets) {
        for (byte octet : octets) {
            append((char) (octet & 0xff));
        }
    }

    /// One octet; signs above 7f come in UTF-8 already.
    private void append(char octet) {
        if (length == text.length) {
            byte[] larger = Arrays.copyOf(text, 2 * length);
            Arrays.fill(text, (byte) 0);
            text = larger;
        }
        text[length++] = (byte) octet;
    }
}
