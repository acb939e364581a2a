package dev.bestow.core;

/// What a component is handed of the machine it runs on, besides sockets and files.
public record Ports(Clock clock, Timers timers, Entropy entropy, Monitoring monitoring) {
    /// Nobody watches.
    public Ports(Clock clock, Timers timers, Entropy entropy) {
        this(clock, timers, entropy, Monitoring.NONE);
    }
}
