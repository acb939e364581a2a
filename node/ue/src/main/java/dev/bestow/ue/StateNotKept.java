package dev.bestow.ue;

import dev.bestow.core.Reason;
import dev.bestow.core.ResourceUnavailable;

import java.io.IOException;
import java.nio.file.Path;

/// The file of a device cannot be written. It sends no request then: after a crash it would not know what it has sent.
public final class StateNotKept extends ResourceUnavailable {
    private static final long serialVersionUID = 1L;

    StateNotKept(Path file, IOException cause) {
        super(file + " cannot be written: " + Reason.of(cause), cause);
    }
}
