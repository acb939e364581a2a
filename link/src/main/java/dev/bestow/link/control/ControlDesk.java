package dev.bestow.link.control;

import java.util.function.Consumer;

/// What a node does when asked through its [ControlServer].
@FunctionalInterface
public interface ControlDesk {
    /// Does what `request` says and returns the last line, which begins with [ControlSocket#OK] or
    /// [ControlSocket#FAILED]. Takes its time, on a thread of its own.
    ///
    /// @param request one line without its end
    /// @param progress takes lines that go before the last one; an asker who has left stops nothing
    String answer(String request, Consumer<String> progress);
}
