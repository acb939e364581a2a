package dev.bestow.cli.node;

import dev.bestow.as.AsNode;
import dev.bestow.as.NorthboundKeySource;
import dev.bestow.as.StoredClaims;
import dev.bestow.cli.config.Caps;
import dev.bestow.cli.config.NodeConfig;
import dev.bestow.cli.machine.Housekeeping;
import dev.bestow.cli.store.NodeStores;
import dev.bestow.core.AsId;
import dev.bestow.keystore.ClaimLimits;
import dev.bestow.link.http.NorthboundClient;
import dev.bestow.session.ua.FetchLimits;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.session.ua.UaPolicy;
import dev.bestow.session.ua.UaServer;
import dev.bestow.wire.ua.UaForm;

import picocli.CommandLine.Command;

import java.net.InetSocketAddress;
import java.util.Set;

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
public final class AsCommand extends NodeCommand {
    private static final long RETRIEVAL_DEADLINE_MS = 5_000;

    AsCommand() {
        super(NodeConfig.Node.as);
    }

    @Override
    int run(Start start) throws Exception {
        NodeConfig config = start.config();
        AsId asId = config.needed("identity.asId", config.identity().asId());
        NodeConfig.Http http = config.needed("http", config.http());
        NodeConfig.Link ua = config.needed("ua", config.ua());
        InetSocketAddress listen = config.needed("ua.listen", ua.listen()).resolve("ua.listen");
        var tls =
                OwnCertificate.load(config.needed("tls", config.tls()), asId.fqdn(), start.clock());
        var store = start.shutdown().closing(NodeStores.open(config, start.ports()));
        NorthboundClient operator =
                start.shutdown()
                        .closing(
                                new NorthboundClient(
                                        config.needed("http.url", http.url()),
                                        tls.context(),
                                        start.clock(),
                                        RETRIEVAL_DEADLINE_MS));
        var keys =
                new NorthboundKeySource(
                        asId,
                        config.policyOrDefault().plan().serving(asId).root(),
                        operator::retrieve);
        var marks = store.claims(ClaimLimits.STANDARD);
        var claims = new StoredClaims(marks, start.clock());
        var housekeeping = start.shutdown().closing(new Housekeeping(start.clock()));
        if (config.cluster() == null) {
            housekeeping.byTheClock(
                    "sweep of replay marks", () -> marks.sweep(start.clock().nowMs()));
        }
        var server =
                new UaServer(
                        UaPolicy.standard(asId)
                                .withForms(Set.of(UaForm.COMPACT, UaForm.LITERAL))
                                .withFetches(Caps.of(config).of(FetchLimits.DEFAULT)),
                        new UaServer.Ports(
                                keys,
                                claims,
                                (device, _, report) -> taken(start, device, report),
                                start.clock(),
                                start.entropy()),
                        UaServer.Observers.NONE);
        AsNode node =
                start.shutdown()
                        .closing(new AsNode(server, listen, AsNode.Tap.NONE, start.clock()));
        node.start();
        return serve(
                start, asId + ", Ua on port " + node.address().getPort(), backup(store, config));
    }

    /// What an application would do with a report; this one says whose it was and how long.
    private static Plaintext taken(Start start, String device, Plaintext report) {
        start.out().println("report of " + report.length() + " octets from " + device);
        return Plaintext.of("taken: " + report.length() + " octets");
    }
}
