package dev.bestow.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;

import dev.bestow.core.Reason;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/// Writes `2026-11-21T03:15:37.123Z INFO    hss: peer up`, one line per event whatever the event says:
/// control characters that came in with a peer's octets cannot forge a line. A stack trace is
/// written at `debug` only; without it the line ends with the exception's name and message.
final class LineLayout extends LayoutBase<ILoggingEvent> {
    /// RFC 3339 in UTC, always with milliseconds, so that columns stay columns.
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    /// The longest name of a level, WARNING.
    private static final int LEVEL_COLUMNS = 7;

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(128);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        String level = event.getLevel() == Level.WARN ? "WARNING" : event.getLevel().toString();
        line.append(' ').append(level).repeat(' ', LEVEL_COLUMNS - level.length() + 1);
        line.append(event.getLoggerName()).append(": ");
        appendOnOneLine(line, event.getFormattedMessage());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.append(": ");
            appendOnOneLine(line, inWords(thrown));
        }
        line.append(System.lineSeparator());
        if (thrown != null && LogOutput.showsStackTraces()) {
            line.append(ThrowableProxyUtil.asString(thrown));
        }
        return line.toString();
    }

    private static String inWords(IThrowableProxy thrown) {
        if (thrown instanceof ThrowableProxy proxy
                && proxy.getThrowable() instanceof Exception exception) {
            return Reason.of(exception);
        }
        return thrown.getClassName() + ": " + thrown.getMessage();
    }

    private static void appendOnOneLine(StringBuilder line, String text) {
        text.codePoints()
                .map(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c)
                .forEach(line::appendCodePoint);
    }
}
