package dev.bestow.cli;

import dev.bestow.cli.machine.ExitStatus;
import dev.bestow.core.InvalidValue;
import dev.bestow.network.config.NodeConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// `bestow config example|check`
@Command(
        name = "config",
        description =
                "Prints a configuration to start from, or says what is wrong with one. Every key is"
                        + " in CONFIGURATION.md.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  bestow config example hss > hss.yaml", "  bestow config check *.yaml"})
final class ConfigCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "config: example or check?");
    }

    @Command(
            name = "example",
            description =
                    "Prints the configuration of a node as the examples have it, with a comment for"
                            + " what is not plain.",
            mixinStandardHelpOptions = true)
    int example(
            @Parameters(paramLabel = "NODE", description = "One of ${COMPLETION-CANDIDATES}.")
                    NodeConfig.Node node) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(text(node));
        out.flush();
        return ExitStatus.OK;
    }

    private static String text(NodeConfig.Node node) {
        try (InputStream file =
                ConfigCommand.class.getResourceAsStream("example/" + node + ".yaml")) {
            if (file == null) {
                throw new IllegalStateException("no example of " + node + " in the package");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Command(
            name = "check",
            description =
                    "Reads each file as its node would at its start, and starts nothing. The first"
                            + " mistake of a file is told with its line.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "%nExit status:%n",
            exitCodeList = {"0:every file is a configuration", "2:one is not"})
    int check(
            @Parameters(paramLabel = "FILE", arity = "1..*", description = "What to read.")
                    List<Path> files) {
        int status = ExitStatus.OK;
        for (Path file : files) {
            try {
                NodeConfig read = NodeConfig.read(file);
                spec.commandLine()
                        .getOut()
                        .println(file + ": is a configuration of " + read.node());
            } catch (InvalidValue wrong) {
                spec.commandLine().getErr().println("bestow: " + wrong.getMessage());
                status = ExitStatus.REFUSED;
            }
        }
        return status;
    }
}
