package dev.bestow.cli.control;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.core.InvalidValue;
import dev.bestow.link.control.ControlClient;
import dev.bestow.link.control.ControlSocket;
import dev.bestow.network.control.ControlAction;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/// Has something done to a node's data: by the node if it runs, here if it does not.
public final class NodeData {
    private NodeData() {}

    /// Does `verb` and prints what comes of it; returns the exit status.
    ///
    /// @param folder of the node's data
    /// @param offline does the same without a node
    public static int have(
            Path folder, String verb, String argument, ControlAction offline, PrintWriter out)
            throws IOException {
        String request = (verb + " " + argument).strip();
        if (request.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidValue(verb, "takes no name with control characters");
        }
        Optional<String> answer = ControlClient.ask(folder, request, out::println);
        if (answer.isEmpty()) {
            out.println(ControlSocket.OK + " " + offline.run(argument, out::println));
            return ExitStatus.OK;
        }
        out.println(answer.get());
        return answer.get().startsWith(ControlSocket.OK + " ") ? ExitStatus.OK : ExitStatus.FAILED;
    }
}
