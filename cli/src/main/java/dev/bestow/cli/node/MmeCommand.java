package dev.bestow.cli.node;

import dev.bestow.core.InvalidValue;
import dev.bestow.network.Network;
import dev.bestow.network.RunningMme;
import dev.bestow.network.config.MmeNodeConfig;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.util.Map;

/// `bestow mme`
@Command(
        name = "mme",
        description = {
            "Runs the Mobility Management Entity.",
            "UEs reach it over UDP, a link id of 4 octets before each NAS PDU, where S1AP would"
                    + " be.",
            "Its UE contexts survive a restart: a snapshot of them is in its data folder, the"
                    + " keys in it wrapped under those in the folder beside it."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  bestow mme --config examples/five-processes/mme.yaml")
public final class MmeCommand extends NodeCommand<MmeNodeConfig> {
    @Option(
            names = "--snapshot-seconds",
            paramLabel = "N",
            defaultValue = "30",
            description =
                    "Takes a snapshot that often (default ${DEFAULT-VALUE}), if anything has"
                            + " changed; and one when it stops.")
    private int snapshotSeconds = 30;

    @Mixin private ConfirmClockOption confirmClock = new ConfirmClockOption();

    MmeCommand() {
        super(MmeNodeConfig.class);
    }

    @Override
    int run(Start<MmeNodeConfig> start) throws Exception {
        if (snapshotSeconds < 1) {
            throw new InvalidValue("--snapshot-seconds", "needs at least 1");
        }
        RunningMme mme =
                start.shutdown()
                        .closing(Network.mme(start.config(), start.host(confirmClock.given())));
        mme.snapshotEvery(snapshotSeconds);
        return serve(start, mme, Map.of());
    }
}
