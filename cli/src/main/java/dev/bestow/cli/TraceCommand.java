package dev.bestow.cli;

import dev.bestow.cli.control.RunningOnly;
import dev.bestow.core.Imsi;
import dev.bestow.core.InvalidValue;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.control.TraceAction;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;

/// `bestow subscriber trace`
@Command(
        name = "trace",
        description = {
            "Why has this device no key? Tells what happened to its keys at a running HSS or key"
                    + " server, the oldest first, and on the last line what that comes to. Keys are"
                    + " never shown.",
            "",
            "Start at the HSS: which vectors were asked for, where their keys were pushed, and what"
                + " the key server said. Go on at the key server: what confirmed the key, and which"
                + " application server got it or why not. A RAND id is the name of a key at both.",
            "",
            "A node keeps the last 64 events of each subscriber and 65,536 in all, in memory, since"
                    + " it started."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the node told what it knows",
            "1:the node does not run, or could not",
            "2:the command line or the configuration is wrong",
            "3:the machine denied something"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow subscriber trace 001010000000001 --config hss.yaml",
            "  bestow subscriber trace 001010000000001 --config scef.yaml"
        })
final class TraceCommand implements Callable<Integer> {
    /// They note what happens to keys.
    private static final Set<NodeConfig.Node> WITH =
            Set.of(NodeConfig.Node.hss, NodeConfig.Node.scef, NodeConfig.Node.emks);

    @Parameters(paramLabel = "IMSI", description = "Of the subscriber, 6 to 15 digits.")
    private String digits = "";

    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The configuration of the HSS or key server that is asked.")
    private Path file = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Imsi imsi = Imsi.parse(digits);
        NodeConfig config = NodeConfig.read(file);
        NodeConfig.Node node = config.node();
        if (!WITH.contains(node)) {
            throw new InvalidValue(
                    file + ": node",
                    "is " + node + ", which keeps no trace; ask the hss, the scef or the emks");
        }
        return RunningOnly.ask(
                spec.commandLine(),
                config,
                TraceAction.VERB + " " + imsi.digits(),
                ", and a trace is in its memory only: start it with"
                        + " 'bestow %s --config %s', let the device attach, and ask again"
                                .formatted(node, file));
    }
}
