package dev.bestow.wire.north;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;

import dev.bestow.core.Secret;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/// Writes a JSON document with Jackson's generator into octets that can be wiped, secrets as hex without a `String`.
final class JsonOutput {
    private static final JsonFactory JACKSON =
            new JsonFactoryBuilder().recyclerPool(WipedBuffers.POOL).build();
    private static final char[] HEX_DIGITS = "0123456789abcdef".toCharArray();

    private JsonOutput() {}

    /// Writes the members of the one object that a document is.
    @FunctionalInterface
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] object(Members members) {
        WipedOutput out = new WipedOutput();
        try (JsonGenerator json = JACKSON.createGenerator(out)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
            json.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("memory cannot fail to be written", e);
        } finally {
            out.wipe();
        }
    }

    static void hex(JsonGenerator json, String name, Secret secret) throws IOException {
        char[] digits = new char[2 * secret.length()];
        boolean done =
                secret.use(octets -> {
                    for (int i = 0; i < octets.length; i++) {
                        digits[2 * i] = HEX_DIGITS[octets[i] >> 4 & 15];
                        digits[2 * i + 1] = HEX_DIGITS[octets[i] & 15];
                    }
                    return true;
                });
        assert done;
        json.writeFieldName(name);
        json.writeString(digits, 0, digits.length);
        Arrays.fill(digits, '0');
    }

    /// Large enough for four keys, so that it does not leave smaller ones behind as it grows.
    private static final class WipedOutput extends ByteArrayOutputStream {
        private static final int OCTETS = 4_096;

        WipedOutput() {
            super(OCTETS);
        }

        void wipe() {
            Arrays.fill(buf, (byte) 0);
        }
    }
}
