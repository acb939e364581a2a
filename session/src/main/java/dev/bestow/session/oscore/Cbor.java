package dev.bestow.session.oscore;

import dev.bestow.core.Octets;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// The few items of CBOR (RFC 8949) that OSCORE's inputs are made of, in their shortest form.
final class Cbor {
    private static final int UNSIGNED = 0;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int NULL = 0xf6;
    private static final int ONE_MORE = 24;
    private static final int TWO_MORE = 25;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(64);

    /// The head of an array of `items`, which follow.
    Cbor array(int items) {
        return head(ARRAY, items);
    }

    /// From 0 to 65,535.
    Cbor number(int value) {
        return head(UNSIGNED, value);
    }

    Cbor text(String ascii) {
        byte[] octets = ascii.getBytes(StandardCharsets.US_ASCII);
        head(TEXT, octets.length).out.writeBytes(octets);
        return this;
    }

    /// A byte string, or null where there is none.
    Cbor bytes(@Nullable Octets octets) {
        if (octets == null) {
            out.write(NULL);
        } else {
            head(BYTES, octets.length()).out.writeBytes(octets.toArray());
        }
        return this;
    }

    private Cbor head(int type, int value) {
        int high = type << 5;
        if (value < ONE_MORE) {
            out.write(high | value);
        } else if (value <= 0xff) {
            out.write(high | ONE_MORE);
            out.write(value);
        } else {
            out.write(high | TWO_MORE);
            out.write(value >> 8);
            out.write(value);
        }
        return this;
    }

    Octets octets() {
        return Octets.copyOf(out.toByteArray());
    }
}
