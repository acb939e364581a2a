package dev.bestow.cli.node;

import dev.bestow.cli.config.Caps;
import dev.bestow.cli.config.NodeConfig;
import dev.bestow.cli.machine.Housekeeping;
import dev.bestow.cli.store.NodeEpochKeys;
import dev.bestow.core.DataFolder;
import dev.bestow.core.Guti;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.PlmnId;
import dev.bestow.keystore.epoch.EpochKeyPlan;
import dev.bestow.mme.MmeConfig;
import dev.bestow.mme.MmeNode;
import dev.bestow.wire.nas.NasTap;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.Objects;

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
public final class MmeCommand extends NodeCommand {
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
        super(NodeConfig.Node.mme);
    }

    @Override
    int run(Start start) throws Exception {
        if (snapshotSeconds < 1) {
            throw new InvalidValue("--snapshot-seconds", "needs at least 1");
        }
        NodeConfig config = start.config();
        NodeConfig.Policy policy = config.policyOrDefault();
        NodeConfig.Identity identity = config.identity();
        PlmnId plmn = config.needed("identity.plmn", identity.plmn());
        int group = config.needed("identity.mmeGroup", identity.mmeGroup());
        int code = config.needed("identity.mmeCode", identity.mmeCode());
        String host = Guti.mmeFqdn(plmn, group, code);
        String realm = Objects.requireNonNullElse(identity.realm(), plmn.epcRealm());
        String homeRealm = Objects.requireNonNullElse(policy.homeRealm(), realm);
        Path folder = config.dataFolder();
        DataFolder.require("store.path " + folder.toAbsolutePath(), folder, MmeMemory.FILES);
        NodeConfig.Link nas = config.needed("nas", config.nas());
        var around =
                new MmeNode.Neighbours(
                        Networks.diameter(
                                config,
                                host,
                                realm,
                                OwnCertificate.ifAny(config.tls(), host, start.clock())),
                        homeRealm,
                        config.needed("policy.scef", policy.scef()),
                        homeRealm,
                        config.needed("nas.listen", nas.listen()).resolve("nas.listen"));
        var behaviour =
                new MmeConfig(
                        plmn,
                        group,
                        code,
                        policy.plan(),
                        !policy.confidentialityForbidden().contains(plmn),
                        StartCount.next(folder, start.clock().nowMs()),
                        Caps.of(config).of(MmeConfig.Limits.DEFAULT));
        long nowMs = start.clock().nowMs();
        var epochKeys =
                start.shutdown().closing(NodeEpochKeys.open(config, EpochKeyPlan.STANDARD, nowMs));
        epochKeys.believeClock(nowMs, confirmClock.given());
        var wrap = epochKeys.wrap();
        var taps = new MmeNode.Taps(null, NasTap.NONE);
        MmeNode node = new MmeNode(behaviour, around, start.ports(), taps);
        var memory = start.shutdown().closing(new MmeMemory(node, folder, wrap, start.clock()));
        memory.restore();
        var housekeeping = start.shutdown().closing(new Housekeeping(start.clock()));
        housekeeping.regularly("snapshot", snapshotSeconds, memory::save);
        housekeeping.byTheClock("turn of epoch keys", () -> wrap.rotate(start.clock().nowMs()));
        housekeeping.byTheClock("sweep of UE contexts", node.mme()::sweep);
        node.start();
        return serve(start, behaviour.host() + ", NAS on port " + node.nasAddress().getPort());
    }
}
