package dev.bestow.cli.log;

/// What a log line looks like. The names are what `--log-format` takes.
public enum LogFormat {
    /// `2026-11-21T03:15:37.123Z INFO    link: peer up`, for people.
    line,
    /// One JSON object for each event, for machines.
    json
}
