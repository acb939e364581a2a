package dev.bestow.ue.modem;

import dev.bestow.aka.UsimGone;
import dev.bestow.core.Clock;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// AT commands, one at a time, and the answer of each (TS 27.007, V.250). What a modem says besides is passed over: the
/// echo, and news of its own (`+CEREG`, `+CMTI`, `RING`), before the answer, within it and after. Lines and their
/// octets are bounded. Not thread-safe.
///
/// ```
/// AT+CSIM=10,"00C0000035" CR      command
/// +CSIM: 4,"9000" CR LF           its text, if it has one
/// OK CR LF                        its end: OK, ERROR, +CME ERROR: <n or words>, +CMS ERROR: <n>
/// ```
///
/// An answer that comes too late would be taken for that of the next command, and so on for all that follow. So after a
/// silence the two are brought into step again first: what is there is thrown away, and `AT` is asked until as many
/// answers have come as commands were sent.
final class AtPort implements AutoCloseable {
    /// 256 octets of data in hex, a status word and what stands around them.
    private static final int LINE_OCTETS = 640;

    /// A modem that talks more than that of other things answers nothing.
    private static final int LINES = 256;

    /// This long without an octet, and nothing more of an old answer is on its way.
    private static final long QUIET_MS = 500;

    private static final long NS_PER_MS = 1_000_000;
    private static final String ERROR = "ERROR";
    private static final String CME_ERROR = "+CME ERROR:";
    private static final String CMS_ERROR = "+CMS ERROR:";

    private final AtLine line;
    private final Clock clock;
    private final long waitMs;
    private final byte[] chunk = new byte[SerialLine.BUFFER_OCTETS];
    private final byte[] current = new byte[LINE_OCTETS];
    private int chunkAt;
    private int chunkEnd;
    private int length;

    /// Commands whose answer did not come in time.
    private int unanswered;

    /// @param waitMs the longest an answer may take. Sending again earlier would mix two answers
    AtPort(AtLine line, Clock clock, long waitMs) {
        this.line = line;
        this.clock = clock;
        this.waitMs = waitMs;
    }

    /// A command without a text in its answer.
    AtAnswer ask(String command) {
        return ask(command, text -> null);
    }

    /// Which line of an answer is its text.
    @FunctionalInterface
    interface Wanted {
        /// What the line says, copied; null where it is no such line.
        byte @Nullable [] in(byte[] line);

        /// The line behind `prefix`, which any modem writes as it likes: `+CSIM: 4` or `+csim:4`.
        static Wanted behind(String prefix) {
            return text -> isStart(text, prefix) ? after(text, prefix.length()) : null;
        }

        /// As [#behind], or a line that is nothing but hexadecimal digits.
        static Wanted behindOrBare(String prefix) {
            return text -> isStart(text, prefix) ? after(text, prefix.length()) : bare(text);
        }

        /// A line that is nothing but hexadecimal digits.
        static byte @Nullable [] bare(byte[] text) {
            if (text.length == 0) {
                return null;
            }
            for (byte each : text) {
                if (Character.digit(each, 16) < 0) {
                    return null;
                }
            }
            return text.clone();
        }

        private static byte[] after(byte[] text, int at) {
            return Arrays.copyOfRange(text, at, text.length);
        }
    }

    private static boolean isStart(byte[] text, String prefix) {
        return text.length >= prefix.length()
                && ascii(text, prefix.length()).equalsIgnoreCase(prefix);
    }

    private static String ascii(byte[] text, int length) {
        return new String(text, 0, length, StandardCharsets.ISO_8859_1);
    }

    /// @throws UsimGone when no answer comes in time, or the line has gone
    AtAnswer ask(String command, Wanted wanted) {
        if (unanswered > 0) {
            comeIntoStep();
        }
        send(command);
        byte[] text = new byte[0];
        long untilNs = clock.nowNs() + waitMs * NS_PER_MS;
        for (int lines = 0; lines < LINES; lines++) {
            byte[] said = nextLine(untilNs);
            if (said == null) {
                break;
            }
            CmeError refusal = refusal(said);
            boolean done = isOk(said);
            byte[] found = done || refusal != null ? null : wanted.in(said);
            Arrays.fill(said, (byte) 0);
            if (found != null) {
                Arrays.fill(text, (byte) 0);
                text = found;
            }
            if (done || refusal != null) {
                unanswered = 0;
                return refusal == null ? AtAnswer.done(text) : AtAnswer.refused(refusal);
            }
        }
        Arrays.fill(text, (byte) 0);
        throw new UsimGone(
                "modem %s is silent for %d ms: is this its port for AT commands? It has others, for"
                                .formatted(line, waitMs)
                        + " data and positions");
    }

    private void send(String command) {
        unanswered++;
        line.write((command + "\r").getBytes(StandardCharsets.US_ASCII), waitMs);
    }

    private void comeIntoStep() {
        dropInput();
        send("AT");
        int answers = 0;
        long untilNs = clock.nowNs() + waitMs * NS_PER_MS;
        for (int lines = 0; lines < LINES && answers < unanswered; lines++) {
            long quietNs = clock.nowNs() + QUIET_MS * NS_PER_MS;
            byte[] said = nextLine(answers > 0 ? Math.min(untilNs, quietNs) : untilNs);
            if (said == null) {
                break;
            }
            if (isOk(said) || refusal(said) != null) {
                answers++;
            }
            Arrays.fill(said, (byte) 0);
        }
        if (answers == 0) {
            throw new UsimGone("modem " + line + " is silent still: unplug it, plug it in");
        }
        dropInput();
        unanswered = 0;
    }

    private void dropInput() {
        for (int chunks = 0; chunks < LINES && line.read(chunk, 0) > 0; chunks++) {
            // Thrown away.
        }
        Arrays.fill(chunk, (byte) 0);
        chunkAt = 0;
        chunkEnd = 0;
        length = 0;
    }

    /// The next line with anything in it, without its end; null when none is whole in time.
    private byte @Nullable [] nextLine(long untilNs) {
        while (true) {
            while (chunkAt < chunkEnd) {
                byte octet = chunk[chunkAt];
                chunk[chunkAt++] = 0;
                if (octet != '\r' && octet != '\n') {
                    current[Math.min(length++, LINE_OCTETS - 1)] = octet;
                } else if (length > 0) {
                    return taken();
                }
            }
            long leftMs = (untilNs - clock.nowNs()) / NS_PER_MS;
            if (leftMs <= 0) {
                return null;
            }
            chunkAt = 0;
            chunkEnd = line.read(chunk, leftMs);
        }
    }

    /// The line so far, without spaces around it. One that is too long is none of ours, and nothing is left of it.
    private byte[] taken() {
        int from = 0;
        int to = length > LINE_OCTETS ? 0 : length;
        while (from < to && current[from] == ' ') {
            from++;
        }
        while (from < to && current[to - 1] == ' ') {
            to--;
        }
        byte[] taken = Arrays.copyOfRange(current, from, to);
        Arrays.fill(current, (byte) 0);
        length = 0;
        return taken;
    }

    private static boolean isOk(byte[] said) {
        return said.length == 2 && isStart(said, "OK");
    }

    private static @Nullable CmeError refusal(byte[] said) {
        if ((said.length == ERROR.length() && isStart(said, ERROR)) || isStart(said, CMS_ERROR)) {
            return CmeError.OTHER;
        }
        return isStart(said, CME_ERROR)
                ? CmeError.of(ascii(said, said.length).substring(CME_ERROR.length()))
                : null;
    }

    @Override
    public void close() {
        line.close();
    }
}
