package dev.bestow.network;

import dev.bestow.core.InvalidValue;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.control.ControlAction;

import java.util.List;
import java.util.Map;
import java.util.Set;

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

    /// Keys of its configuration of which it takes another value while it runs.
    default Set<String> takes() {
        return Set.of();
    }

    /// What it would take of another configuration, which differs in keys that it [#takes()] only.
    ///
    /// @throws InvalidValue when it cannot, and nothing has changed then
    default NodeChange change(NodeConfig next) {
        return new NodeChange(List.of(), () -> {});
    }

    @Override
    void close();
}
