package dev.bestow.cli.node;

import dev.bestow.network.Network;
import dev.bestow.network.RunningNode;
import dev.bestow.network.config.HseNodeConfig;

import picocli.CommandLine.Command;

import java.util.Map;

/// `bestow hse`
@Command(
        name = "hse",
        description = {
            "Runs a security endpoint of the home network, or of somebody it trusts, as an EMSE:",
            "takes protected reports of devices and answers each, with solution 2 or 10. Keys come",
            "from the EMKS as devices name them; nothing is provisioned here."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  bestow hse --config examples/emks/hse.yaml")
public final class HseCommand extends NodeCommand<HseNodeConfig> {
    HseCommand() {
        super(HseNodeConfig.class);
    }

    @Override
    int run(Start<HseNodeConfig> start) throws Exception {
        RunningNode hse =
                start.shutdown().closing(Network.endpoint(start.config(), start.host(false)));
        return serve(start, hse, Map.of());
    }
}
