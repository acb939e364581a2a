package dev.bestow.cli.node;

import dev.bestow.network.Network;
import dev.bestow.network.RunningNode;
import dev.bestow.network.config.ScefNodeConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Map;

/// `bestow scef`
@Command(
        name = "scef",
        description = {
            "Runs the Service Capability Exposure Function, the operator's key server.",
            "Application servers fetch their keys from it over HTTPS with mutual TLS."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  bestow scef --config examples/five-processes/scef.yaml")
public final class ScefCommand extends NodeCommand<ScefNodeConfig> {
    @Mixin private ConfirmClockOption confirmClock = new ConfirmClockOption();

    ScefCommand() {
        super(ScefNodeConfig.class);
    }

    @Override
    int run(Start<ScefNodeConfig> start) throws Exception {
        RunningNode scef =
                start.shutdown()
                        .closing(Network.scef(start.config(), start.host(confirmClock.given())));
        return serve(start, scef, Map.of());
    }
}
