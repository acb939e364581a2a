package dev.bestow.ue.modem;

import dev.bestow.aka.UsimGone;
import dev.bestow.conformance.fuzz.Decoder;
import dev.bestow.core.Clock;
import dev.bestow.core.Octets;

import java.util.Map;

/// A modem that says anything.
public final class ModemDecoders {
    /// By the names of their corpora.
    public static final Map<String, Decoder> ALL =
            Map.of("modem", ModemDecoders::modem, "modem-answer", ModemDecoders::answer);

    private static final long WAIT_MS = 1_000;

    private ModemDecoders() {}

    /// Two commands, so that what is left of the first meets the second.
    private static void modem(byte[] octets) {
        var line = new Line(octets);
        try (AtPort port = new AtPort(line, line, WAIT_MS)) {
            port.ask("AT+CIMI", AtPort.Wanted.behindOrBare("+CIMI:")).close();
            try (AtAnswer answer = port.ask("AT+CSIM=4", AtPort.Wanted.behind("+CSIM:"))) {
                ApduText.answer(answer.octets());
            }
        } catch (UsimGone _) {
            // For whoever holds the modem.
        }
    }

    private static void answer(byte[] octets) {
        UsimAid.in(Octets.copyOf(octets));
        try {
            UsimAid.in(Octets.copyOf(ApduText.answer(octets)));
        } catch (UsimGone _) {
            // As above.
        }
    }

    /// Says its octets and then nothing, which takes as long as it is waited for.
    private static final class Line implements AtLine, Clock {
        private final byte[] octets;
        private int at;
        private long nowMs;

        Line(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public int read(byte[] into, long waitMs) {
            int count = Math.min(into.length, octets.length - at);
            System.arraycopy(octets, at, into, 0, count);
            at += count;
            nowMs += count == 0 ? waitMs : 1;
            return count;
        }

        @Override
        public void write(byte[] written, long waitMs) {
            nowMs++;
        }

        @Override
        public void close() {}

        @Override
        public long nowMs() {
            return nowMs;
        }

        @Override
        public long nowNs() {
            return nowMs * 1_000_000;
        }
    }
}
