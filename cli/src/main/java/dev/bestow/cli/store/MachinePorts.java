package dev.bestow.cli.store;

import dev.bestow.cli.machine.SystemClock;
import dev.bestow.cli.machine.SystemEntropy;
import dev.bestow.cli.machine.SystemTimers;
import dev.bestow.keystore.cassandra.ClusterPorts;

/// The machine's own ports, for verbs that do one thing and end; their timers' thread ends with them.
public final class MachinePorts {
    private MachinePorts() {}

    public static ClusterPorts cluster() {
        return new ClusterPorts(new SystemClock(), new SystemEntropy(), new SystemTimers());
    }
}
