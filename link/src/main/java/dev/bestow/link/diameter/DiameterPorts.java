package dev.bestow.link.diameter;

import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Timers;

/// What a node takes from outside besides sockets.
public record DiameterPorts(Clock clock, Timers timers, Entropy entropy) {}
