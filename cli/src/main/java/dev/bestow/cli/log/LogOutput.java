package dev.bestow.cli.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.util.HashSet;
import java.util.Set;

/// What this process logs to standard error, and how. May be told before the first line, and then costs nothing
/// until there is one: Logback starts with it.
public final class LogOutput {
    /// Libraries. Below a warning they talk of themselves, and at the finest of the octets that pass.
    private static final Set<String> QUIET =
            Set.of(
                    "com.datastax",
                    "io.netty",
                    "org.eclipse.californium",
                    "org.eclipse.jetty",
                    "io.prometheus");

    private static final Set<String> HUSHED = new HashSet<>(QUIET);

    private static volatile LogLevel level = LogLevel.info;
    private static LogFormat format = LogFormat.line;
    private static @Nullable LoggerContext started;

    private LogOutput() {}

    /// Sets what all loggers write from now on.
    public static synchronized void show(LogLevel shown) {
        level = shown;
        if (started != null) {
            applyLevels(started);
        }
    }

    /// Sets how lines look from now on.
    public static synchronized void write(LogFormat written) {
        boolean changes = written != format;
        format = written;
        if (changes && started != null) {
            applyFormat(started);
        }
    }

    /// From now on the logger of this name tells warnings only.
    public static synchronized void hush(String name) {
        HUSHED.add(name);
        if (started != null) {
            applyLevels(started);
        }
    }

    /// Whether lines for people are followed by stack traces.
    static boolean showsStackTraces() {
        return level == LogLevel.debug || level == LogLevel.trace;
    }

    /// Logback starts.
    static synchronized void start(LoggerContext context) {
        started = context;
        applyLevels(context);
        applyFormat(context);
    }

    private static void applyLevels(LoggerContext context) {
        Level shown = levelOf(level);
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(shown);
        Level most = shown.isGreaterOrEqual(Level.WARN) ? shown : Level.WARN;
        HUSHED.forEach(name -> context.getLogger(name).setLevel(most));
    }

    private static Level levelOf(LogLevel shown) {
        return switch (shown) {
            case error -> Level.ERROR;
            case warning -> Level.WARN;
            case info -> Level.INFO;
            case debug -> Level.DEBUG;
            case trace -> Level.TRACE;
        };
    }

    private static void applyFormat(LoggerContext context) {
        Encoder<ILoggingEvent> encoder = format == LogFormat.json ? json() : lines(context);
        encoder.setContext(context);
        encoder.start();
        // Flushes each line, so that those of a clean stop are out before the process is.
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(appender);
    }

    private static Encoder<ILoggingEvent> lines(LoggerContext context) {
        LineLayout layout = new LineLayout();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setCharset(System.err.charset());
        encoder.setLayout(layout);
        return encoder;
    }

    private static Encoder<ILoggingEvent> json() {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithMarkers(false);
        encoder.setWithArguments(false);
        encoder.setWithKVPList(false);
        return encoder;
    }
}
