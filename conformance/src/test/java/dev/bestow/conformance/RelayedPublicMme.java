package dev.bestow.conformance;

import dev.bestow.cli.lab.LabHost;
import dev.bestow.cli.machine.Shutdown;
import dev.bestow.core.PlmnId;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.diameter.PeerSecurity;
import dev.bestow.link.tls.TlsIdentity;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningHss;
import dev.bestow.network.config.ConfigFile;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// A process of its own: an HSS without any row of ours, a [FreeDiameterRelay] and a [PublicMme] that knows the relay
/// only, in the network namespace it is started in. Ends with status 0 only if the MME took every answer and was told
/// what changed.
///
/// ```
/// RelayedPublicMme clear|tls FOLDER
/// ```
public final class RelayedPublicMme {
    private static final PlmnId PLMN = TestNetwork.PLMN;
    private static final String REALM = PLMN.epcRealm();
    private static final Origin MME = new Origin("mme." + REALM, REALM);
    private static final TestCard CARD = TestCard.number(7);
    private static final int ATTEMPTS = 100;
    private static final long PAUSE_MS = 200;

    private RelayedPublicMme() {}

    public static void main(String[] arguments) throws Exception {
        boolean tls = arguments[0].equals("tls");
        Path folder = Path.of(arguments[1]);
        List<String> complaints;
        try (Shutdown shutdown = Shutdown.onTermination("relayed MME")) {
            FreeDiameterRelay relay =
                    shutdown.closing(FreeDiameterRelay.start(folder.resolve("relay"), tls));
            TestWorld world = shutdown.closing(new TestWorld());
            RunningHss hss = shutdown.closing(hss(relay, tls, folder, world));
            CARD.subscribe(hss, TestNetwork.AS);
            PublicMme mme =
                    shutdown.closing(
                            new PublicMme(
                                    MME,
                                    neighbour(relay, tls),
                                    REALM,
                                    world.ports(world.entropy()),
                                    tls ? relay.identity(MME.host()) : null));
            mme.start();
            complaints = complaints(hss, mme, world);
        }
        complaints.forEach(System.out::println);
        if (complaints.isEmpty()) {
            System.out.println("OK: nothing to complain about");
        }
        System.exit(complaints.isEmpty() ? 0 : 1);
    }

    private static DiameterConfig.Peer neighbour(FreeDiameterRelay relay, boolean tls) {
        return DiameterConfig.Peer.of(FreeDiameterRelay.HOST, PeerRole.RELAY)
                .connectTo(relay.address())
                .security(tls ? PeerSecurity.TLS : PeerSecurity.TLS_OFF_LOOPBACK)
                .realms(Set.of(REALM));
    }

    private static RunningHss hss(
            FreeDiameterRelay relay, boolean tls, Path folder, TestWorld world) throws Exception {
        String yaml =
                """
                node: hss
                identity: {host: hss.%1$s, realm: %1$s}
                diameter: {listen: 127.0.0.1:0}
                store: {path: %2$s}
                """
                        .formatted(REALM, folder.resolve("data"));
        var config =
                (HssNodeConfig) NodeConfig.of(ConfigFile.parse(folder.resolve("hss.yaml"), yaml));
        TlsIdentity identity = tls ? relay.identity(config.identity().host()) : null;
        var host =
                new LabHost(
                        world.ports(world.entropy()),
                        world.certificates(),
                        usual ->
                                new DiameterConfig(
                                        usual.originHost(),
                                        usual.originRealm(),
                                        usual.productName(),
                                        usual.vendorId(),
                                        usual.applications(),
                                        usual.listen(),
                                        usual.listenTls(),
                                        List.of(neighbour(relay, tls)),
                                        usual.limits(),
                                        identity),
                        (_, _, report) -> report,
                        Host.Taps.NONE);
        return Network.hss(config, host);
    }

    private static List<String> complaints(RunningHss hss, PublicMme mme, TestWorld world) {
        List<String> complaints = new ArrayList<>();
        // The relay answers 3002 by itself until it has found the HSS.
        await(world, () -> Result.from(mme.askVector(CARD.imsi(), PLMN)).isSuccess());
        complaints.addAll(PublicMme.complaintsOfVector(mme.askVector(CARD.imsi(), PLMN)));
        DiameterMessage ula = mme.updateLocation(CARD.imsi(), PLMN, "3520990017614823");
        complaints.addAll(PublicMme.complaintsOfSubscription(ula));
        hss.node().subscribers().put(PublicMmeTest.withAnotherApn(hss, CARD.imsi()));
        await(world, () -> mme.received().size() == 1);
        complaints.addAll(PublicMme.complaintsOfSubscription(mme.received().getFirst()));
        hss.node().subscribers().remove(CARD.imsi());
        await(world, () -> mme.received().size() == 2);
        DiameterMessage clr = mme.received().getLast();
        complaints.addAll(PublicMme.unknownAvps(clr));
        if (clr.commandCode() != CommandCode.CANCEL_LOCATION) {
            complaints.add("cancelled by " + clr);
        }
        await(world, () -> hss.store().locations().notices(null, 1).isEmpty());
        return complaints;
    }

    private static void await(TestWorld world, Supplier<Boolean> condition) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (condition.get()) {
                return;
            }
            CompletableFuture<Boolean> later = new CompletableFuture<>();
            world.timers().after(PAUSE_MS, () -> later.complete(true));
            later.join();
        }
        throw new IllegalStateException("waited in vain");
    }
}
