/// Log lines on standard error, one per event: System.Logger, the only one our code calls, goes through slf4j to
/// Logback, which is configured here and by no file. Start with [dev.bestow.cli.log.LogOutput].
package dev.bestow.cli.log;
