/// What only a process has: real time, chance and timers, an exit status, and an end. Start with
/// [dev.bestow.cli.machine.Shutdown].
package dev.bestow.cli.machine;
