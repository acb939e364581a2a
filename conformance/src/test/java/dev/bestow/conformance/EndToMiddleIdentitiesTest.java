package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.cli.lab.LabNodes;
import dev.bestow.core.ApplicationIdentity;
import dev.bestow.core.AsId;
import dev.bestow.core.Rand;
import dev.bestow.network.config.EmksNodeConfig;
import dev.bestow.wire.north.KeySubject;
import dev.bestow.wire.north.RetrievedKey;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// Whose key it is, in the words that each EMSE may know (TR 33.863 solution 10), and what the EMKS tells its operator.
class EndToMiddleIdentitiesTest {
    private static final AsId EMSE = LabNodes.EMSE;
    private static final AsId TRANSLATING = TestNetwork.OTHER_EMSE;
    private static final TestCard CARD = TestCard.number(5);
    private static final TestCard OTHER_CARD = TestCard.number(6);
    private static final String EXTERNAL = "device-5@example.net";
    private static final ApplicationIdentity IDENTITY = new ApplicationIdentity("meter-5");
    private static final ApplicationIdentity OTHERS = new ApplicationIdentity("meter-6");
    private static final int OK = 200;
    private static final int DONE = 204;
    private static final int NOT_FOUND = 404;

    @TempDir private Path folder;
    private PublicNetwork network;
    private RawEndpoint emse;
    private RawEndpoint translating;
    private Rand run;
    private Rand othersRun;

    @BeforeEach
    void start() throws Exception {
        network =
                new PublicNetwork(
                        PublicNetwork.Setup.standard().withEmks(EndToMiddleIdentitiesTest::policy),
                        folder);
        network.hss()
                .store()
                .subscribers()
                .putAll(
                        List.of(
                                CARD.subscriber(
                                        network.hss(),
                                        new TestCard.Names(EXTERNAL, List.of(IDENTITY)),
                                        List.of(EMSE, TRANSLATING)),
                                OTHER_CARD.subscriber(
                                        network.hss(),
                                        new TestCard.Names("device-6@example.net", List.of(OTHERS)),
                                        List.of(TRANSLATING))));
        emse = network.endpoint(EMSE.fqdn(), network.emks());
        translating = network.endpoint(TRANSLATING.fqdn(), network.emks());
        run = PublicVector.ask(network.mme(), CARD.imsi()).rand();
        othersRun = PublicVector.ask(network.mme(), OTHER_CARD.imsi()).rand();
    }

    private static EmksNodeConfig.Policy policy(EmksNodeConfig.Policy usual) {
        return new EmksNodeConfig.Policy(
                usual.solution(),
                usual.solutions(),
                List.of(EMSE, TRANSLATING),
                List.of(TRANSLATING),
                usual.keyIdentifier(),
                usual.keyLifetimeSeconds(),
                usual.keptKeys());
    }

    @AfterEach
    void stop() {
        emse.close();
        translating.close();
        network.close();
    }

    private RawEndpoint.Reply retrieve(RawEndpoint from, AsId name, String user) {
        return from.post(
                RawEndpoint.RETRIEVE,
                "{\"asId\":\"%s\",\"keyName\":{\"randId\":\"%s\"}%s}"
                        .formatted(name, run.id(), user));
    }

    private static String called(ApplicationIdentity identity) {
        return ",\"applicationIdentity\":\"" + identity + "\"";
    }

    private static String imsi(TestCard card) {
        return ",\"imsi\":\"" + card.imsi().digits() + "\"";
    }

    private static void expectSubject(RawEndpoint.Reply reply, KeySubject subject) {
        assertThat(reply.status()).isEqualTo(OK);
        assertThat(reply.keys()).singleElement().returns(subject, RetrievedKey::subject);
    }

    @Test
    void whoNamesAUserByAnIdentityLearnsThatOneAlone() {
        RawEndpoint.Reply reply = retrieve(emse, EMSE, called(IDENTITY));
        expectSubject(reply, new KeySubject.Application(IDENTITY));
        assertThat(reply.body()).doesNotContain(EXTERNAL, CARD.imsi().digits());
    }

    @Test
    void anothersIdentityWithThisNameBringsNothing() {
        RawEndpoint.Reply reply = retrieve(emse, EMSE, called(OTHERS));
        assertThat(reply.status()).isEqualTo(NOT_FOUND);
        assertThat(reply)
                .as("as one that nobody has")
                .isEqualTo(retrieve(emse, EMSE, called(new ApplicationIdentity("nobody"))));
    }

    @Test
    void onlyTheTranslatingOneSeesTheImsi() {
        var subscriber = new KeySubject.Subscriber(EXTERNAL, CARD.imsi());
        expectSubject(retrieve(translating, TRANSLATING, ""), subscriber);
        expectSubject(retrieve(translating, TRANSLATING, imsi(CARD)), subscriber);
        assertThat(retrieve(translating, TRANSLATING, imsi(OTHER_CARD)).status())
                .isEqualTo(NOT_FOUND);
        expectSubject(retrieve(emse, EMSE, ""), new KeySubject.External(EXTERNAL));
        RawEndpoint.Reply right = retrieve(emse, EMSE, imsi(CARD));
        assertThat(right.status()).isEqualTo(403);
        assertThat(retrieve(emse, EMSE, imsi(OTHER_CARD)))
                .as("whether the IMSI is right, it does not learn")
                .isEqualTo(right);
    }

    @Test
    void theTraceOfTheEmksTellsTheLegsInTheirOrder() {
        PublicVector.updateLocation(network.mme(), CARD.imsi());
        await().untilAsserted(() ->
                assertThat(NodeTrace.of(network.emks(), CARD.imsi()))
                        .anyMatch(line -> line.startsWith("location proof")));
        assertThat(retrieve(emse, EMSE, called(IDENTITY)).status()).isEqualTo(OK);
        assertThat(emse.report(EMSE, run).status()).isEqualTo(DONE);
        assertThat(NodeTrace.of(network.emks(), CARD.imsi()))
                .startsWith(
                        "e2m_int_key of RAND id ID pushed for "
                                + LabNodes.MME
                                + ": kept, not proven yet",
                        "location proof of the HSS for " + LabNodes.MME + ": the key is proven",
                        "key of RAND id ID handed out to " + EMSE,
                        "handshake report by " + EMSE + " of RAND id ID: the key is proven");
    }

    /// The endpoint is told less.
    @Test
    void theTraceOfTheEmksTellsWhyAnEndpointIsRefused() {
        emse.retrieve(EMSE, othersRun.id());
        expectRefusal(OTHER_CARD, "the subscriber does not allow it");
        retrieve(emse, EMSE, called(OTHERS));
        expectRefusal(CARD, "it is not of the user that was named");
        retrieve(emse, EMSE, imsi(CARD));
        expectRefusal(CARD, "an endpoint that asks by IMSI has to be among policy.translating");
    }

    private void expectRefusal(TestCard card, String why) {
        assertThat(NodeTrace.of(network.emks(), card.imsi()).getLast())
                .startsWith("ok no key: " + EMSE + " asked for it by rand:ID, and " + why);
    }
}
