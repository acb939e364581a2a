package dev.bestow.cli;

import dev.bestow.cli.control.NodeData;
import dev.bestow.core.AsId;
import dev.bestow.core.InvalidValue;
import dev.bestow.keystore.NodeStore;
import dev.bestow.network.config.KeyServerNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.control.EndpointAction;
import dev.bestow.network.machine.SystemClock;
import dev.bestow.network.machine.SystemPorts;
import dev.bestow.network.store.NodeStores;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// `bestow endpoint shut-out|admit|list`
@Command(
        name = "endpoint",
        description =
                "Shuts a compromised endpoint out of a key server, admits it again, or lists how"
                        + " endpoints stand, whether the key server runs or not.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done, and durable",
            "1:the running key server could not",
            "2:the command line or the configuration is wrong, or no endpoint has that name"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bestow endpoint shut-out as.example.net --config scef.yaml",
            "  bestow endpoint admit as.example.net --config scef.yaml",
            "  bestow endpoint list --config scef.yaml"
        })
final class EndpointCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "endpoint: shut-out, admit or list?");
    }

    @Command(
            name = "shut-out",
            description = {
                "Refuses an endpoint from now on: it gets no key, its registration is forgotten and"
                        + " its connections are closed. It is never given a key again that was here"
                        + " at this time; when it is admitted, its devices' next AKA runs bring"
                        + " fresh ones.",
                "",
                "Key servers that share a store on a cluster all refuse it; each closes its own"
                        + " connections when it is asked. Give the endpoint another certificate"
                        + " before you admit it, and take the old one's authority or name away."
            },
            mixinStandardHelpOptions = true)
    int shutOut(
            @Parameters(paramLabel = "NAME", description = "As the configuration has it.")
                    String name,
            @Option(names = "--config", required = true, paramLabel = "FILE") Path file)
            throws IOException {
        return ask(file, "shut-out " + AsId.parse(name));
    }

    @Command(
            name = "admit",
            description = "Serves it again, with keys made since it was shut out.",
            mixinStandardHelpOptions = true)
    int admit(
            @Parameters(paramLabel = "NAME", description = "As the configuration has it.")
                    String name,
            @Option(names = "--config", required = true, paramLabel = "FILE") Path file)
            throws IOException {
        return ask(file, "admit " + AsId.parse(name));
    }

    @Command(
            name = "list",
            description = "One line each, and the time before which no key is given.",
            mixinStandardHelpOptions = true)
    int list(@Option(names = "--config", required = true, paramLabel = "FILE") Path file)
            throws IOException {
        return ask(file, "list");
    }

    private int ask(Path file, String request) throws IOException {
        if (!(NodeConfig.read(file) instanceof KeyServerNodeConfig config)) {
            throw new InvalidValue(file + ": node", "is no key server; ask the scef or the emks");
        }
        return NodeData.have(
                config.dataFolder(),
                EndpointAction.VERB,
                request,
                (argument, progress) -> here(config, argument, progress),
                spec.commandLine().getOut());
    }

    private static String here(
            KeyServerNodeConfig config, String argument, Consumer<String> progress) {
        NodeStores.requireMade(config);
        try (NodeStore store = NodeStores.open(config, SystemPorts.untilExit())) {
            return new EndpointAction(
                            store.endpoints(), config::endpoints, new SystemClock(), _ -> {})
                    .run(argument, progress);
        }
    }
}
