package dev.bestow.network.machine;

import dev.bestow.core.Ports;

/// The machine's own ports, for verbs that do one thing and end; their timers' thread ends with them.
public final class SystemPorts {
    private SystemPorts() {}

    public static Ports untilExit() {
        return new Ports(new SystemClock(), new SystemTimers(), new SystemEntropy());
    }
}
