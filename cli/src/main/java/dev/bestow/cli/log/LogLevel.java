package dev.bestow.cli.log;

/// How much is logged. The names are what `--log-level` takes.
public enum LogLevel {
    error,
    warning,
    info,
    debug,
    trace
}
