/// The machine's own clock, chance and timers, and a node's work by the clock.
package dev.bestow.network.machine;
