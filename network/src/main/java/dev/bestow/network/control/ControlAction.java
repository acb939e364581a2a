package dev.bestow.network.control;

import java.io.IOException;
import java.util.function.Consumer;

/// Something a node can be asked for, by itself or through its control socket.
@FunctionalInterface
public interface ControlAction {
    /// Does it and returns what came of it, one line.
    ///
    /// @param argument the rest of the request
    /// @param progress takes lines on the way
    /// @throws dev.bestow.core.InvalidValue when it cannot be done as asked
    /// @throws dev.bestow.keystore.StoreFailure when the store could not
    String run(String argument, Consumer<String> progress) throws IOException;

    /// Whether it waits for others, and others for it; one that only reads need not.
    default boolean takesTurn() {
        return true;
    }
}
