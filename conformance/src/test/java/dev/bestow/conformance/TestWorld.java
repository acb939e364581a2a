package dev.bestow.conformance;

import dev.bestow.cli.lab.LabCertificates;
import dev.bestow.core.Clock;
import dev.bestow.core.Entropy;
import dev.bestow.core.Ports;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemEntropy;
import dev.bestow.network.machine.SystemTimers;

/// What a test's nodes stand on: time, chance and certificates.
final class TestWorld implements AutoCloseable {
    private final Clock clock = new SystemClock();
    private final Entropy entropy = new SystemEntropy();
    private final SystemTimers timers = new SystemTimers();
    private final LabCertificates certificates = new LabCertificates(clock);

    Clock clock() {
        return clock;
    }

    Entropy entropy() {
        return entropy;
    }

    SystemTimers timers() {
        return timers;
    }

    Ports ports(Entropy chance) {
        return new Ports(clock, timers, chance);
    }

    /// Of the one authority everybody here trusts.
    LabCertificates certificates() {
        return certificates;
    }

    @Override
    public void close() {
        timers.close();
    }
}
