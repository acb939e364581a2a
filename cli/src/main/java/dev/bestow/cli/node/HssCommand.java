package dev.bestow.cli.node;

import dev.bestow.network.Network;
import dev.bestow.network.RunningHss;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.store.NodeStores;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.Map;

/// `bestow hss`
@Command(
        name = "hss",
        description = {
            "Runs the Home Subscriber Server with its authentication centre.",
            "Subscribers come from 'bestow provision'. Keys go to the SCEF as the policy's solution"
                    + " says."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  bestow hss --config examples/five-processes/hss.yaml")
public final class HssCommand extends NodeCommand<HssNodeConfig> {
    @Mixin private HssClock clock = new HssClock();

    HssCommand() {
        super(HssNodeConfig.class);
    }

    @Override
    int run(Start<HssNodeConfig> start) throws Exception {
        NodeStores.requireMade(start.config());
        RunningHss hss =
                start.shutdown()
                        .closing(Network.hss(start.config(), start.host(clock.confirmed())));
        return serve(start, hss, Map.of(HssVerbs.VERB, new HssVerbs(hss::data, start.root())));
    }
}
