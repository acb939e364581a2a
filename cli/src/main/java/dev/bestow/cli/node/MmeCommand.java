package dev.bestow.cli.node;

import dev.bestow.cli.config.NodeConfig;
import dev.bestow.core.Guti;
import dev.bestow.core.PlmnId;
import dev.bestow.mme.MmeConfig;
import dev.bestow.mme.MmeNode;
import dev.bestow.wire.nas.NasTap;

import picocli.CommandLine.Command;

import java.util.Objects;

/// `bestow mme`
@Command(
        name = "mme",
        description = {
            "Runs the Mobility Management Entity.",
            "UEs reach it over UDP, a link id of 4 octets before each NAS PDU, where S1AP would be."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  bestow mme --config examples/five-processes/mme.yaml")
public final class MmeCommand extends NodeCommand {
    MmeCommand() {
        super(NodeConfig.Node.mme);
    }

    @Override
    int run(Start start) throws Exception {
        NodeConfig config = start.config();
        NodeConfig.Policy policy = config.policyOrDefault();
        NodeConfig.Identity identity = config.identity();
        PlmnId plmn = config.needed("identity.plmn", identity.plmn());
        int group = config.needed("identity.mmeGroup", identity.mmeGroup());
        int code = config.needed("identity.mmeCode", identity.mmeCode());
        String realm = Objects.requireNonNullElse(identity.realm(), plmn.epcRealm());
        String homeRealm = Objects.requireNonNullElse(policy.homeRealm(), realm);
        NodeConfig.Link nas = config.needed("nas", config.nas());
        var around =
                new MmeNode.Surroundings(
                        Networks.diameter(config, Guti.mmeFqdn(plmn, group, code), realm),
                        homeRealm,
                        config.needed("policy.scef", policy.scef()),
                        homeRealm,
                        config.needed("nas.listen", nas.listen()).resolve());
        var behaviour =
                new MmeConfig(
                        plmn,
                        group,
                        code,
                        policy.solution(),
                        !policy.confidentialityForbidden().contains(plmn),
                        StartCount.next(config.dataFolder()),
                        MmeConfig.Limits.DEFAULT);
        MmeNode node =
                start.shutdown()
                        .closing(
                                new MmeNode(
                                        behaviour,
                                        around,
                                        start.ports(),
                                        new MmeNode.Taps(null, NasTap.NONE)));
        node.start();
        return serve(start, behaviour.host() + ", NAS on port " + node.nasAddress().getPort());
    }
}
