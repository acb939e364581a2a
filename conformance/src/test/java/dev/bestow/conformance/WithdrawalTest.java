package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.hss.AnnouncedSubscribers;
import dev.bestow.keystore.NodeStore;
import dev.bestow.keystore.Subscriber;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.network.store.NodeStores;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.ua.RefusalCause;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

/// What an operator withdraws is gone everywhere: at the key server, at the MME, and at the application server
/// as soon as it asks.
@Timeout(120)
class WithdrawalTest {
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final TestCard OTHER = TestCard.number(2);

    @TempDir private Path folder;

    private TestLab started(String solution) throws Exception {
        TestLab lab = TestLab.start(solution, folder);
        lab.network().provision(CARD, TestNetwork.AS);
        lab.network().provision(OTHER, TestNetwork.AS);
        return lab;
    }

    private static Device attached(TestLab lab, TestCard card) {
        Device device = lab.fleet().device(card, TestFleet.CALM);
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        return device;
    }

    private static void goneFrom(TestLab lab) {
        await().until(() -> lab.network().ueContexts() == 1);
        await().until(() -> lab.network().hss().store().locations().notices(null, 1).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "11-kasme", "12"})
    void keysOfARemovedSubscriberAreGoneAndThoseOfOthersStay(String solution) throws Exception {
        try (TestLab lab = started(solution)) {
            Device removed = attached(lab, CARD);
            Device other = attached(lab, OTHER);
            assertThat(lab.network().subscribers().remove(CARD.imsi())).isPresent();
            goneFrom(lab);
            await().until(() -> lab.fleet().sent("DETACH ACCEPT") == 1);
            assertThat(removed.report(lab.as(), REPORT)).isEqualTo(new ReportOutcome.NotAttached());
            assertThat(removed.attach())
                    .isEqualTo(
                            new AttachOutcome.Rejected(
                                    EmmCause.EPS_AND_NON_EPS_SERVICES_NOT_ALLOWED));
            assertThat(other.report(lab.as(), REPORT)).isInstanceOf(ReportOutcome.Delivered.class);
        }
    }

    /// Another SIM for the same subscriber: the lost one, and whoever has it, is out at once.
    @ParameterizedTest
    @ValueSource(strings = {"1A", "2", "3", "11", "12"})
    void keysOfASwappedSimAreGoneAndTheNewOneHasItsOwn(String solution) throws Exception {
        try (TestLab lab = TestLab.start(solution, folder)) {
            AsId endpoint = lab.network().endpoint();
            lab.network().provision(CARD, endpoint);
            Device lost = attached(lab, CARD);
            assertThat(lost.report(lab.as(), REPORT)).isInstanceOf(ReportOutcome.Delivered.class);
            swap(lab, CARD.withWrongK());
            await().until(() -> lab.network().ueContexts() == 0);
            await().until(() -> lab.network().hss().store().locations().notices(null, 1).isEmpty());
            assertThat(lost.attach()).isEqualTo(new AttachOutcome.AuthenticationRejected());
            Device fresh = attached(lab, CARD.withWrongK());
            assertThat(fresh.report(lab.as(), REPORT)).isInstanceOf(ReportOutcome.Delivered.class);
        }
    }

    /// As provisioning a card with another K does.
    private static void swap(TestLab lab, TestCard card) {
        Subscriber now = lab.network().subscribers().find(card.imsi()).orElseThrow();
        var names = new TestCard.Names(now.externalIdentifier(), List.of());
        Subscriber swapped = card.subscriber(lab.network().hss(), names, now.allowedAs());
        assertThat(
                        lab.network()
                                .subscribers()
                                .put(
                                        new Subscriber(
                                                now.imsi(),
                                                swapped.credentials(),
                                                now.epoch() + 1,
                                                now.sqnOffset(),
                                                now.cards(),
                                                now.externalIdentifier(),
                                                now.allowedAs(),
                                                now.subscription())))
                .isTrue();
    }

    @Test
    void whatIsWithdrawnWhileTheHssIsDownIsToldWhenItIsBack() throws Exception {
        try (TestLab lab = started("12")) {
            Device removed = attached(lab, CARD);
            attached(lab, OTHER);
            TestNetwork.Restart restart = lab.network().stopHss();
            var world = lab.network().world();
            try (NodeStore store =
                    NodeStores.open(lab.network().hss().config(), world.ports(world.entropy()))) {
                var offline =
                        new AnnouncedSubscribers(
                                store.subscribers(),
                                store.locations(),
                                new AnnouncedSubscribers.KeyServers(
                                        List.of(TestNetwork.SCEF), TestNetwork.REALM),
                                world.clock(),
                                () -> {});
                assertThat(offline.remove(CARD.imsi())).isPresent();
            }
            assertThat(lab.network().ueContexts()).isEqualTo(2);
            restart.start();
            goneFrom(lab);
            await().until(() -> lab.fleet().sent("DETACH ACCEPT") == 1);
            assertThat(removed.report(lab.as(), REPORT)).isEqualTo(new ReportOutcome.NotAttached());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void anApplicationServerTakenFromTheListGetsNoKeyAnyMore(String solution) throws Exception {
        try (TestLab lab = started(solution)) {
            Device device = attached(lab, CARD);
            Subscriber now = lab.network().subscribers().find(CARD.imsi()).orElseThrow();
            var fewer =
                    new Subscriber(
                            now.imsi(),
                            now.credentials(),
                            now.epoch() + 1,
                            now.sqnOffset(),
                            now.cards(),
                            now.externalIdentifier(),
                            List.of(),
                            now.subscription());
            assertThat(lab.network().subscribers().put(fewer)).isTrue();
            await().until(() -> lab.network().hss().store().locations().notices(null, 1).isEmpty());
            assertThat(device.report(lab.as(), REPORT))
                    .isEqualTo(new ReportOutcome.Refused(RefusalCause.KEY_NOT_AVAILABLE, false));
            assertThat(lab.network().diameter().requests(CommandCode.CANCEL_LOCATION)).isZero();
        }
    }

    @Test
    void aNameOfAWithdrawnKeyIsUnknownNorthbound() throws Exception {
        try (TestLab lab = started("12")) {
            AttachOutcome outcome = lab.fleet().device(CARD, TestFleet.CALM).attach();
            attached(lab, OTHER);
            lab.network().subscribers().remove(CARD.imsi());
            goneFrom(lab);
            var guti = ((AttachOutcome.Attached) outcome).guti();
            var name = new KeyName.ByGuti(guti, new dev.bestow.core.Eksi(0));
            var request =
                    new RetrievalRequest(
                            TestNetwork.AS,
                            name,
                            lab.network().plan().serving(TestNetwork.AS).root());
            assertThat(lab.server().client().retrieve(request))
                    .isEqualTo(new RetrievalOutcome.Answered(new RetrievalAnswer.NotAvailable()));
        }
    }
}
