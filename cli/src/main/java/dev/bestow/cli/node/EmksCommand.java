package dev.bestow.cli.node;

import dev.bestow.network.Network;
import dev.bestow.network.RunningNode;
import dev.bestow.network.config.EmksNodeConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Map;

/// `bestow emks`
@Command(
        name = "emks",
        description = {
            "Runs an end-to-middle key server, for solutions 1D, 2 and 10: the HSS pushes keys to",
            "it, and no MME has to know of it. Endpoints fetch theirs over HTTPS with mutual TLS."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  bestow emks --config examples/emks/emks.yaml")
public final class EmksCommand extends NodeCommand<EmksNodeConfig> {
    @Mixin private ConfirmClockOption confirmClock = new ConfirmClockOption();

    EmksCommand() {
        super(EmksNodeConfig.class);
    }

    @Override
    int run(Start<EmksNodeConfig> start) throws Exception {
        RunningNode emks =
                start.shutdown()
                        .closing(Network.emks(start.config(), start.host(confirmClock.given())));
        return serve(start, emks, Map.of());
    }
}
