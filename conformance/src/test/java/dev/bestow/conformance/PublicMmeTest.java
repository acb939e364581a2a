package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.aka.Amf;
import dev.bestow.cli.lab.LabHost;
import dev.bestow.core.AsId;
import dev.bestow.core.Imei;
import dev.bestow.core.Imsi;
import dev.bestow.core.PlmnId;
import dev.bestow.hss.provision.ProvisionDefaults;
import dev.bestow.hss.provision.Provisioner;
import dev.bestow.keystore.CardBatch;
import dev.bestow.keystore.Subscriber;
import dev.bestow.keystore.Subscription;
import dev.bestow.link.diameter.DiameterConfig;
import dev.bestow.link.diameter.PeerRole;
import dev.bestow.link.diameter.PeerSecurity;
import dev.bestow.network.Host;
import dev.bestow.network.Network;
import dev.bestow.network.RunningHss;
import dev.bestow.network.config.ConfigFile;
import dev.bestow.network.config.HssNodeConfig;
import dev.bestow.network.config.NodeConfig;
import dev.bestow.wire.Spoken;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppResult;
import dev.bestow.wire.s6a.S6aAvps;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// An HSS beside an MME nobody changed, which finds in every answer what it insists on and nothing it does not know.
@Timeout(60)
class PublicMmeTest {
    private static final Origin MME = new Origin("mme.localdomain", "localdomain");
    private static final PlmnId PLMN = PlmnId.parse("001/01");
    private static final String IMEISV = "3520990017614823";
    private static final TestCard CARD = TestCard.number(7);
    private static final AsId AS = AsId.parse("as.example.net");

    /// No row runs.
    private static final String PLAIN = "";

    @TempDir private Path folder;
    private final TestWorld world = new TestWorld();

    @AfterEach
    void end() {
        world.close();
    }

    private LabHost host() {
        return new LabHost(
                world.ports(world.entropy()),
                world.certificates(),
                UnaryOperator.identity(),
                (_, _, report) -> report,
                Host.Taps.NONE);
    }

    /// `examples/open5gs`, with its data and ports elsewhere.
    @Test
    void theExampleServesItsCard() throws Exception {
        Path example = SourceTree.root().resolve("examples/open5gs");
        String yaml =
                Files.readString(example.resolve("hss.yaml"))
                        .replace("127.0.0.8:3868", "127.0.0.1:0")
                        .replace("127.0.0.1:9101", "127.0.0.1:0")
                        .replace("../../data", folder.toString());
        var config =
                (HssNodeConfig) NodeConfig.of(ConfigFile.parse(folder.resolve("hss.yaml"), yaml));
        try (RunningHss hss = Network.hss(config, host());
                PublicMme mme = mme(hss, false)) {
            var defaults =
                    new ProvisionDefaults(
                            "example.net",
                            List.of(),
                            CardBatch.STANDARD,
                            Map.of(),
                            config.policy().accessProfiles(),
                            Amf.ZERO,
                            null);
            var report =
                    new Provisioner(
                                    hss.store().subscribers(),
                                    hss.masterKey(),
                                    defaults,
                                    world.entropy(),
                                    world.clock())
                            .provision(example.resolve("cards.csv"), false);
            assertThat(report.added()).isEqualTo(1);
            PlmnId plmn = PlmnId.parse("999/70");
            Imsi imsi = Imsi.parse("999700000000001");
            DiameterMessage aia = mme.askVector(imsi, plmn);
            assertThat(Result.from(aia)).isEqualTo(Result.SUCCESS);
            DiameterMessage ula = mme.updateLocation(imsi, plmn, IMEISV);
            assertThat(Result.from(ula)).isEqualTo(Result.SUCCESS);
            assertThat(PublicMme.complaintsOfSubscription(ula)).isEmpty();
        }
    }

    private RunningHss hss(boolean tls, String rows) throws Exception {
        String yaml =
                """
                node: hss
                identity: {host: hss.localdomain, realm: localdomain}
                diameter:
                  %s: 127.0.0.1:0
                  peers: [{host: mme.localdomain, role: mme, tls: %s}]
                store: {path: %s}
                tls: {key: hss.key, certificate: hss.crt, ca: ca.crt}
                policy: {%s servedNetworks: [{realm: localdomain, plmns: [001/01]}]}
                """
                        .formatted(tls ? "listenTls" : "listen", tls, folder.resolve("data"), rows);
        var config =
                (HssNodeConfig) NodeConfig.of(ConfigFile.parse(folder.resolve("hss.yaml"), yaml));
        RunningHss hss = Network.hss(config, host());
        CARD.subscribe(hss, AS);
        return hss;
    }

    private PublicMme mme(RunningHss hss, boolean tls) throws Exception {
        InetSocketAddress at =
                tls
                        ? hss.node().diameter().listenTlsAddress()
                        : hss.node().diameter().listenAddress();
        var peer =
                DiameterConfig.Peer.of("hss.localdomain", PeerRole.HSS)
                        .connectTo(at)
                        .security(tls ? PeerSecurity.TLS : PeerSecurity.TLS_OFF_LOOPBACK)
                        .realms(Set.of("localdomain"));
        var mme =
                new PublicMme(
                        MME,
                        peer,
                        "localdomain",
                        world.ports(world.entropy()),
                        tls ? world.certificates().of(MME.host()) : null);
        mme.start();
        return mme;
    }

    @ParameterizedTest
    @CsvSource({"false, none", "true, none", "true, 11", "true, 12"})
    void itAttachesIsToldChangesAndIsCancelled(boolean tls, String row) throws Exception {
        String rows =
                row.equals("none")
                        ? PLAIN
                        : "scef: scef.localdomain, solution: \"%s\", keysInVectorFor: [001/01], "
                                .formatted(row);
        try (RunningHss hss = hss(tls, rows);
                PublicMme mme = mme(hss, tls)) {
            DiameterMessage aia = mme.askVector(CARD.imsi(), PLMN);
            assertThat(Result.from(aia)).isEqualTo(Result.SUCCESS);
            assertThat(PublicMme.complaintsOfVector(aia)).isEmpty();
            DiameterMessage ula = mme.updateLocation(CARD.imsi(), PLMN, IMEISV);
            assertThat(Result.from(ula)).isEqualTo(Result.SUCCESS);
            assertThat(PublicMme.complaintsOfSubscription(ula)).isEmpty();
            var serving = hss.store().locations().serving(CARD.imsi()).orElseThrow();
            assertThat(serving.host()).isEqualTo(MME.host());
            assertThat(serving.imei()).isEqualTo(new Imei(IMEISV));

            hss.node().subscribers().put(withAnotherApn(hss, CARD.imsi()));
            DiameterMessage idr = told(hss, mme, 1);
            assertThat(idr.commandCode()).isEqualTo(CommandCode.INSERT_SUBSCRIBER_DATA);
            assertThat(PublicMme.complaintsOfSubscription(idr)).isEmpty();

            hss.node().subscribers().remove(CARD.imsi());
            DiameterMessage clr = told(hss, mme, 2);
            assertThat(clr.commandCode()).isEqualTo(CommandCode.CANCEL_LOCATION);
            assertThat(PublicMme.unknownAvps(clr)).isEmpty();
        }
    }

    static Subscriber withAnotherApn(RunningHss hss, Imsi imsi) {
        Subscriber now = hss.store().subscribers().find(imsi).orElseThrow();
        return new Subscriber(
                now.imsi(),
                now.credentials(),
                now.epoch(),
                now.sqnOffset(),
                now.cards(),
                now.externalIdentifier(),
                now.allowedAs(),
                Subscription.standard("other"));
    }

    /// The last of so many requests, once the MME has answered it.
    private static DiameterMessage told(RunningHss hss, PublicMme mme, int requests) {
        await().until(() -> mme.received().size() == requests);
        String host = MME.host();
        await().until(() ->
                hss.store().locations().notices(null, 10).stream()
                        .noneMatch(notice -> notice.host().equals(host)));
        return mme.received().getLast();
    }

    @Test
    void whatItAsksInVainIsAnsweredInItsOwnWords() throws Exception {
        try (RunningHss hss = hss(false, PLAIN);
                PublicMme mme = mme(hss, false)) {
            Imsi stranger = Imsi.parse("001010000000999");
            assertThat(Result.from(mme.askVector(stranger, PLMN)))
                    .isEqualTo(TgppResult.USER_UNKNOWN);
            assertThat(Result.from(mme.askVector(CARD.imsi(), PlmnId.parse("002/02"))))
                    .isEqualTo(TgppResult.ROAMING_NOT_ALLOWED);
            assertThat(Result.from(mme.updateLocation(stranger, PLMN, IMEISV)))
                    .isEqualTo(TgppResult.USER_UNKNOWN);
        }
    }

    @Test
    void aPlainHssAnnouncesNothingButS6a() throws Exception {
        try (RunningHss hss = hss(false, PLAIN)) {
            assertThat(hss.node().served())
                    .extracting(served -> served.codec().applicationId())
                    .containsOnly(ApplicationId.S6A);
        }
    }

    /// The verdict can fail: this is what an MME of ours is answered.
    @Test
    void whatAnMmeOfOursIsAnsweredItWouldRefuse() {
        Spoken<?, ?> ulr =
                Spoken.all().stream()
                        .filter(each -> each.toString().startsWith("ULR"))
                        .findFirst()
                        .orElseThrow();
        assertThat(PublicMme.complaintsOfSubscription(ulr.answerMessages().getFirst()))
                .containsExactly("AVP 10415/3111 is unknown", "AVP 32473/13 is unknown");
        DiameterMessage nothing =
                MessageBuilder.answerTo(ulr.requestMessages().getFirst())
                        .openGroup(S6aAvps.SUBSCRIPTION_DATA)
                        .closeGroup()
                        .build();
        assertThat(PublicMme.complaintsOfSubscription(nothing))
                .contains("no AVP 1406", "no AVP 1435", "no AVP 516", "no AVP 1429", "no AVP 1431");
    }
}
