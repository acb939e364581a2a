package dev.bestow.cli.log;

import java.lang.System.Logger.Level;

/// How much is logged. The names are what `--log-level` takes.
public enum LogLevel {
    error(Level.ERROR),
    warning(Level.WARNING),
    info(Level.INFO),
    debug(Level.DEBUG),
    trace(Level.TRACE);

    private final Level level;

    LogLevel(Level level) {
        this.level = level;
    }

    /// Whether an event of `event` is written.
    boolean shows(Level event) {
        return event != Level.OFF && event.getSeverity() >= level.getSeverity();
    }
}
