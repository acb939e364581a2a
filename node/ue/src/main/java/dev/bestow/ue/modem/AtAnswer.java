package dev.bestow.ue.modem;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a modem answers to one command: the text it asked for, or why there is none. The text may hold keys: close it.
final class AtAnswer implements AutoCloseable {
    private final byte[] text;
    private final @Nullable CmeError refusal;

    private AtAnswer(byte[] text, @Nullable CmeError refusal) {
        this.text = text;
        this.refusal = refusal;
    }

    /// Takes `text` over, which is empty where the command has none.
    static AtAnswer done(byte[] text) {
        return new AtAnswer(text, null);
    }

    static AtAnswer refused(CmeError refusal) {
        return new AtAnswer(new byte[0], refusal);
    }

    /// Why the modem did not do it, or null where it did.
    @Nullable CmeError refusal() {
        return refusal;
    }

    boolean isDone() {
        return refusal == null;
    }

    /// The text itself, for as long as this is open.
    byte[] octets() {
        return text;
    }

    /// The text, of an answer without keys.
    String text() {
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /// Wipes it.
    @Override
    public void close() {
        Arrays.fill(text, (byte) 0);
    }
}
