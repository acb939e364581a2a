package dev.bestow.cli.log;

import dev.bestow.core.Reason;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.lang.System.Logger;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Writes `2026-11-21T03:15:37.123Z INFO  hss: peer up`, one line per event whatever the event says:
/// control characters that came in with a peer's octets cannot forge a line. A stack trace is
/// written at `debug` only; without it the line ends with the exception's name and message.
public final class LineLogger implements Logger {
    /// RFC 3339 in UTC, always with milliseconds, so that columns stay columns.
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private static final Set<String> HUSHED = ConcurrentHashMap.newKeySet();

    private static volatile LogLevel shown = LogLevel.info;
    private static volatile @Nullable PrintStream target;

    private final String name;

    LineLogger(String name) {
        this.name = name;
    }

    /// Sets what all loggers write from now on.
    public static void show(LogLevel level) {
        shown = level;
    }

    /// From now on the logger of this name tells warnings only.
    public static void hush(String name) {
        HUSHED.add(name);
    }

    /// Sends the lines to `stream` instead of standard error; `null` undoes it.
    static void redirect(@Nullable PrintStream stream) {
        target = stream;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean isLoggable(Level level) {
        return shown.shows(level)
                && (level.compareTo(Level.WARNING) >= 0 || !HUSHED.contains(name));
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String message,
            @Nullable Throwable thrown) {
        if (isLoggable(level)) {
            write(level, localised(bundle, message), thrown);
        }
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... values) {
        if (isLoggable(level)) {
            String text = localised(bundle, format);
            boolean plain = values == null || values.length == 0;
            write(level, plain ? text : new MessageFormat(text, Locale.ROOT).format(values), null);
        }
    }

    private static String localised(@Nullable ResourceBundle bundle, @Nullable String message) {
        String text = String.valueOf(message);
        return bundle != null && bundle.containsKey(text) ? bundle.getString(text) : text;
    }

    private void write(Level level, String text, @Nullable Throwable thrown) {
        StringBuilder line = new StringBuilder(128);
        TIME.formatTo(Instant.now(), line);
        line.append(' ');
        line.append(String.format(Locale.ROOT, "%-7s ", level)).append(name).append(": ");
        line.append(onOneLine(text));
        if (thrown != null) {
            line.append(": ").append(onOneLine(inWords(thrown)));
        }
        PrintStream redirected = target;
        PrintStream out = redirected == null ? System.err : redirected;
        synchronized (LineLogger.class) {
            out.println(line);
            if (thrown != null && shown.shows(Level.DEBUG)) {
                thrown.printStackTrace(out);
            }
        }
    }

    private static String inWords(Throwable thrown) {
        return thrown instanceof Exception exception ? Reason.of(exception) : thrown.toString();
    }

    private static String onOneLine(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c)
                .forEach(safe::appendCodePoint);
        return safe.toString();
    }
}
