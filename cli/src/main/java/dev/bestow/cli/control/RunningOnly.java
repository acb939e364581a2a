package dev.bestow.cli.control;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.link.control.ControlClient;
import dev.bestow.link.control.ControlSocket;
import dev.bestow.network.config.NodeConfig;

import picocli.CommandLine;

import java.io.IOException;
import java.util.Optional;

/// Asks a node for what only a running one can do.
public final class RunningOnly {
    private RunningOnly() {}

    /// Prints what the node says, the last line without its mark; returns the exit status.
    ///
    /// @param command whose output it is
    /// @param absent what to do where no such node runs; follows its name and folder
    public static int ask(CommandLine command, NodeConfig config, String request, String absent)
            throws IOException {
        Optional<String> last =
                ControlClient.ask(config.dataFolder(), request, command.getOut()::println);
        if (last.isEmpty()) {
            command.getErr()
                    .println(
                            "bestow: no %s runs on %s%s"
                                    .formatted(config.node(), config.dataFolder(), absent));
            return ExitStatus.FAILED;
        }
        String answer = last.get();
        if (answer.startsWith(ControlSocket.OK + " ")) {
            command.getOut().println(answer.substring(ControlSocket.OK.length() + 1));
            return ExitStatus.OK;
        }
        command.getErr().println("bestow: the running " + config.node() + ": " + answer);
        return ExitStatus.FAILED;
    }
}
