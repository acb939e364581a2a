package dev.bestow.cli;

import dev.bestow.cli.control.RunningOnly;
import dev.bestow.core.InvalidValue;
import dev.bestow.network.Reload;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.network.config.UeNodeConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/// `bestow reload`
@Command(
        name = "reload",
        description = {
            "Has a running node take what you changed in its configuration: Diameter peers, the"
                    + " endpoints of a key server and their solutions, the policy of an HSS.",
            "",
            "The node reads the file it was started with, checks all of it, and takes all of it or"
                + " nothing: where something needs a restart, such as an address it listens at, it"
                + " says which key, and goes on as before. A peer or an endpoint that is removed is"
                + " refused from then on, on open connections too; a peer that changed is connected"
                + " to again.",
            "",
            "A subscriber's keys and rows are in several nodes: tell the HSS, the key server and"
                + " the MME of an endpoint's new solution. An endpoint whose machine was broken"
                + " into is for 'bestow endpoint shut-out', which also withholds the keys it had."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the node took it, a line for each change; or nothing has changed",
            "1:the node does not run, or it refused and nothing has changed",
            "2:the command line or the configuration is wrong; the node was not asked"
        },
        footerHeading = "%nExample:%n",
        footer = "  bestow reload --config scef.yaml")
final class ReloadCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The file that the node was started with.")
    private Path file = Path.of("");

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        NodeConfig config = NodeConfig.read(file);
        if (config instanceof UeNodeConfig) {
            throw new InvalidValue(file + ": node", "is ue, which takes nothing while it runs");
        }
        Path absolute = file.toAbsolutePath();
        if (absolute.toString().chars().anyMatch(Character::isISOControl)) {
            throw new InvalidValue("--config", "is a path with control characters");
        }
        return RunningOnly.ask(
                spec.commandLine(),
                config,
                Reload.VERB + " " + absolute,
                "; it takes the file when it is started. Was store.path changed? That needs a"
                        + " restart");
    }
}
