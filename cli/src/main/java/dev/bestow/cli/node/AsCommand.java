package dev.bestow.cli.node;

import dev.bestow.network.Network;
import dev.bestow.network.RunningNode;
import dev.bestow.network.config.AsNodeConfig;

import picocli.CommandLine.Command;

import java.util.Map;

/// `bestow as`
@Command(
        name = "as",
        description = {
            "Runs an application server: takes protected reports of devices and answers each.",
            "Keys come from the SCEF as devices name them; nothing is provisioned here."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  bestow as --config examples/five-processes/as.yaml")
public final class AsCommand extends NodeCommand<AsNodeConfig> {
    AsCommand() {
        super(AsNodeConfig.class);
    }

    @Override
    int run(Start<AsNodeConfig> start) throws Exception {
        RunningNode as =
                start.shutdown().closing(Network.endpoint(start.config(), start.host(false)));
        return serve(start, as, Map.of());
    }
}
