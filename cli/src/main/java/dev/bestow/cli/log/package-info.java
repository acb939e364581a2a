/// Log lines on standard error, one per event. Start with [dev.bestow.cli.log.LineLogger].
package dev.bestow.cli.log;
