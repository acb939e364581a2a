package dev.bestow.aka.cards;

import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;
import java.util.Arrays;

/// Lines of at most [#MAX_CHARS] characters in a buffer of its own, so that no key becomes a String and
/// no endless line fills memory. LF, CR LF and CR end a line; a byte order mark before the first is
/// skipped.
final class LineReader implements AutoCloseable {
    /// Ten times the longest row a vendor ships.
    static final int MAX_CHARS = 8_192;

    private static final char BYTE_ORDER_MARK = '\ufeff';
    private static final int END = -1;

    private final Reader in;
    private final char[] block = new char[4_096];
    private final char[] line = new char[MAX_CHARS];
    private int blockAt;
    private int blockLength;
    private int length;
    private int number;
    private boolean tooLong;
    private boolean skipLineFeed;

    LineReader(Reader in) {
        this.in = in;
    }

    /// Moves to the next line; false at the end.
    boolean next() throws IOException {
        length = 0;
        tooLong = false;
        number++;
        int next = read();
        if (skipLineFeed && next == '\n') {
            next = read();
        }
        skipLineFeed = false;
        if (next == BYTE_ORDER_MARK && number == 1) {
            next = read();
        }
        if (next == END) {
            return false;
        }
        while (next != END && next != '\n' && next != '\r') {
            append((char) next);
            next = read();
        }
        skipLineFeed = next == '\r';
        return true;
    }

    private void append(char next) {
        if (length < MAX_CHARS) {
            line[length++] = next;
        } else {
            tooLong = true;
        }
    }

    private int read() throws IOException {
        if (blockAt == blockLength) {
            blockAt = 0;
            blockLength = in.read(block, 0, block.length);
            if (blockLength <= 0) {
                blockLength = 0;
                return END;
            }
        }
        return block[blockAt++];
    }

    /// The line, valid until the next one.
    CharBuffer line() {
        return CharBuffer.wrap(line, 0, length);
    }

    /// From 1.
    int number() {
        return number;
    }

    /// Whether the line went on beyond what [#line] holds.
    boolean tooLong() {
        return tooLong;
    }

    /// Wipes the buffers. What the decoder below held is out of reach.
    @Override
    public void close() {
        Arrays.fill(line, '\0');
        Arrays.fill(block, '\0');
    }
}
