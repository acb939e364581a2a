package dev.bestow.link.diameter;

import dev.bestow.core.Clock;
import dev.bestow.link.fairness.CooperativeYield;
import dev.bestow.wire.diameter.DiameterMessage;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Cuts an octet stream into messages: one read of the socket, as many messages as it brought. One thread
/// reads; any thread may ask how long a frame has been open.
final class FrameReader {
    /// What a peer gets before it has a name; enough for any CER.
    private static final int FIRST_OCTETS = 4_096;

    /// One read under load; larger ones gained nothing measurable on loopback.
    private static final int WORKING_OCTETS = 65_536;

    private static final int LENGTH_OCTETS = 4;

    /// In octets: some 20,000 requests, or 4,096 reads; 10 to 30 ms of work.
    private static final int TURN = 1 << 22;

    /// What a read costs, in octets of messages.
    private static final int LEAST_WORK = 1 << 10;

    private final InputStream in;
    private final Clock clock;
    private final int maxMessageOctets;
    private final CooperativeYield turn = new CooperativeYield(TURN);
    private byte[] buffer = new byte[FIRST_OCTETS];
    private int from;
    private int to;

    /// Whether a message was completed since the last read; reader only.
    private boolean completed;

    private volatile long lastReadNs;
    private volatile boolean midFrame;
    private volatile long frameSinceNs;

    FrameReader(InputStream in, Clock clock, int maxMessageOctets) {
        this.in = in;
        this.clock = clock;
        this.maxMessageOctets = maxMessageOctets;
        lastReadNs = clock.nowNs();
    }

    /// The next message, framed but not validated; null when the peer has closed between messages.
    /// Throws `DecodeException` of reaction CLOSE for octets that cannot be framed.
    @Nullable DiameterMessage next() throws IOException {
        while (true) {
            int available = to - from;
            int needed = DiameterMessage.HEADER_OCTETS;
            if (available >= LENGTH_OCTETS) {
                needed = DiameterMessage.announcedLength(buffer, from, maxMessageOctets);
                if (available >= needed) {
                    DiameterMessage message = DiameterMessage.frame(buffer, from, needed);
                    Arrays.fill(buffer, from, from + needed, (byte) 0);
                    from += needed;
                    completed = true;
                    return message;
                }
            }
            makeRoom(needed);
            if (!fill()) {
                return null;
            }
        }
    }

    /// Whether [#next()] would have to read.
    boolean isDrained() {
        int available = to - from;
        return available < LENGTH_OCTETS
                || buffer[from] != DiameterMessage.VERSION
                || available
                        < ((buffer[from + 1] & 0xff) << 16
                                | (buffer[from + 2] & 0xff) << 8
                                | (buffer[from + 3] & 0xff));
    }

    private boolean fill() throws IOException {
        if (from == to) {
            midFrame = false;
        } else if (completed || !midFrame) {
            // Under load a read hardly ever ends between two messages; what it left open is new all
            // the same.
            frameSinceNs = clock.nowNs();
            midFrame = true;
        }
        completed = false;
        int count = in.read(buffer, to, buffer.length - to);
        if (count < 0) {
            return false;
        }
        to += count;
        turn.took(Math.max(count, LEAST_WORK));
        lastReadNs = clock.nowNs();
        return true;
    }

    /// Room for a message of `needed` octets at `from`, moving what is there to the front.
    private void makeRoom(int needed) {
        if (from == to) {
            from = 0;
            to = 0;
        }
        if (from + needed <= buffer.length && to < buffer.length) {
            return;
        }
        move(Math.max(needed, buffer.length));
    }

    /// Moves what is there to the front of an array of `size` octets, leaving nothing behind.
    private void move(int size) {
        int count = to - from;
        byte[] old = buffer;
        byte[] unread = Arrays.copyOfRange(old, from, to);
        Arrays.fill(old, from, to, (byte) 0);
        if (size != old.length) {
            buffer = new byte[size];
        }
        System.arraycopy(unread, 0, buffer, 0, count);
        Arrays.fill(unread, (byte) 0);
        from = 0;
        to = count;
    }

    /// The peer has proven who it is: from here on it gets a buffer for batches.
    void grow() {
        if (buffer.length < WORKING_OCTETS) {
            move(WORKING_OCTETS);
        }
    }

    /// When octets last came in.
    long lastReadNs() {
        return lastReadNs;
    }

    /// Whether a message has been incomplete for longer than this.
    boolean isStalled(long nowNs, long limitNs) {
        return midFrame && nowNs - frameSinceNs > limitNs;
    }
}
