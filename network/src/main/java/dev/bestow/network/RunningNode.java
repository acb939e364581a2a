package dev.bestow.network;

import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.control.ControlAction;

import java.util.Map;

/// A node that was started. Closing it closes everything that was opened for it, the last first.
public sealed interface RunningNode extends AutoCloseable
        permits RunningHss, RunningMme, RunningKeyServer, RunningEndpoint {
    NodeConfig config();

    /// Who and where it is, for the line that says it is ready.
    String summary();

    /// What it can be asked for on its own machine, by their verbs.
    default Map<String, ControlAction> actions() {
        return Map.of();
    }

    @Override
    void close();
}
