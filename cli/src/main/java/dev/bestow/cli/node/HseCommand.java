package dev.bestow.cli.node;

import dev.bestow.network.Network;
import dev.bestow.network.RunningNode;
import dev.bestow.network.config.HseNodeConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Map;

/// `bestow hse`
@Command(
        name = "hse",
        description = {
            "Runs a security endpoint: takes protected reports of devices and answers each. One of",
            "the home network (hseId) serves solution 1, with keys that the HSS pushes to it or"
                    + " that",
            "it fetches from the EMKS; one of somebody it trusts (emseId) serves solutions 2 and"
                    + " 10,",
            "an authorised third party (eeseId) solution 5, with keys from the EMKS. Nothing is",
            "provisioned here."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  bestow hse --config examples/hse/hse.yaml")
public final class HseCommand extends NodeCommand<HseNodeConfig> {
    @Mixin private ConfirmClockOption confirmClock = new ConfirmClockOption();

    HseCommand() {
        super(HseNodeConfig.class);
    }

    @Override
    int run(Start<HseNodeConfig> start) throws Exception {
        RunningNode hse =
                start.shutdown()
                        .closing(
                                Network.endpoint(start.config(), start.host(confirmClock.given())));
        return serve(start, hse, Map.of());
    }
}
