/// The one main: commands, configuration, and the real clock, randomness and timers that everything
/// else is handed. Start with [dev.bestow.cli.Main].
package dev.bestow.cli;
