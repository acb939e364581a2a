package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.Objects.requireNonNull;

import dev.bestow.cli.lab.LabGateway;
import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.core.Clock;
import dev.bestow.keyserver.trace.KeyServerEvent;
import dev.bestow.network.RunningEndpoint;
import dev.bestow.network.config.Endpoint;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AsProvision;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.Protection;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.radius.AcctStatus;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaCodec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/// Solutions 1C and 1E-C: the HSE asks the HSS for keys, of subscribers that a packet gateway says have the address of
/// a packet.
class PulledKeysJourneyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Plaintext REPORT = Plaintext.of("a report of 20 octet");
    private static final TestCard CARD = TestCard.number(2);
    private static final TestCard OTHER = TestCard.number(3);
    private static final int HERE = 0;
    private static final int ELSEWHERE = 1;

    @TempDir private Path folder;

    private TestNetwork network;
    private RunningEndpoint hse;
    private TestFleet fleet;

    @BeforeEach
    void start() throws IOException {
        start("1C", LabMme.plain);
    }

    private void start(String solution, LabMme mme) throws IOException {
        network = TestNetwork.start(solution, mme, folder.resolve(solution + mme));
        network.provision(CARD, LabNodes.HSE);
        network.provision(OTHER, LabNodes.HSE);
        hse = network.hse(folder, LabNodes.ANY_PORT);
        fleet = TestFleet.open(network);
    }

    @AfterEach
    void close() {
        fleet.close();
        hse.close();
        network.close();
    }

    private LabGateway gateway(Clock clock) {
        InetSocketAddress server = requireNonNull(hse.accountingAddress(), "it asks for keys");
        return new LabGateway(server, clock, LabGateway.Tap.NONE);
    }

    private void told(AcctStatus status, TestCard card, int address) {
        gateway(network.world().clock()).report(status, card.imsi(), LabGateway.address(address));
    }

    private Device attached(TestCard card, int address) {
        Device device = fleet.deviceAt(card, address);
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        return device;
    }

    private ReportOutcome report(Device device) {
        return device.report(fleet.provision(LabNodes.HSE, hse.address()), REPORT);
    }

    private void assertDelivered(Device device) {
        assertThat(report(device)).isInstanceOf(ReportOutcome.Delivered.class);
    }

    /// The packet in OSCORE finds the key that the accounting had fetched, as one in Ua does.
    @Test
    void aDeviceMayReportInOscore() {
        Device device = attached(CARD, HERE);
        told(AcctStatus.START, CARD, HERE);
        InetSocketAddress at =
                requireNonNull(hse.protections().oscoreAddress(), "it listens for it");
        AsProvision server =
                fleet.provision(LabNodes.HSE, hse.address()).speaking(Protection.OSCORE, at);
        await().atMost(PATIENCE)
                .until(() -> device.report(server, REPORT) instanceof ReportOutcome.Delivered);
        assertThat(device.report(server, REPORT)).isInstanceOf(ReportOutcome.Delivered.class);
    }

    /// A refusal holds for two seconds, and a device that lost its key attaches for another one.
    private void isDelivered(Device device) {
        await().atMost(PATIENCE).until(() -> report(device) instanceof ReportOutcome.Delivered);
    }

    private void assertNoKey(Device device) {
        assertThat(report(device))
                .isInstanceOfSatisfying(
                        ReportOutcome.Refused.class,
                        refused ->
                                assertThat(refused.cause())
                                        .isEqualTo(RefusalCause.KEY_NOT_AVAILABLE));
    }

    private long asked() {
        return network.diameter().requestsTo(LabNodes.HSS, CommandCode.CONFIGURATION_INFORMATION);
    }

    /// The HSE has a key of the subscriber.
    private void isHeld(TestCard card) {
        await().atMost(PATIENCE)
                .until(() ->
                        requireNonNull(hse.ownKeys()).trace().of(card.imsi()).stream()
                                .anyMatch(entry -> entry.event() instanceof KeyServerEvent.Pushed));
    }

    @ParameterizedTest
    @CsvSource({"1C, plain", "1C, bestow", "1E-C, plain", "1E-C, bestow"})
    void aDeviceIsAnsweredOnceItsGatewayHasSaidWhoHasItsAddress(String solution, LabMme mme)
            throws IOException {
        close();
        start(solution, mme);
        Device device = attached(CARD, HERE);
        assertNoKey(device);
        assertThat(asked()).as("about nobody").isZero();
        told(AcctStatus.START, CARD, HERE);
        isDelivered(device);
        assertThat(
                        network.diameter()
                                .requestsTo(LabNodes.HSE.fqdn(), CommandCode.REPORTING_INFORMATION))
                .as("pushes")
                .isZero();
    }

    @Test
    void aKeyThatCameWithTheConnectionIsNotAskedForAgain() {
        Device device = attached(CARD, HERE);
        told(AcctStatus.START, CARD, HERE);
        isHeld(CARD);
        assertThat(asked()).isEqualTo(1);
        assertDelivered(device);
        assertThat(asked()).isEqualTo(1);
    }

    /// The prefetch came too early, so the first packet asks.
    @Test
    void aRunThatBeganAfterTheStartIsAskedForByItsFirstPacket() {
        attached(CARD, HERE);
        told(AcctStatus.START, CARD, HERE);
        isHeld(CARD);
        Device again = attached(CARD, HERE);
        assertDelivered(again);
        assertThat(asked()).isEqualTo(2);
    }

    @Test
    void anHseThatRestartsKeepsKeysAndIsToldAgainByAnInterim() throws IOException {
        Device known = attached(CARD, HERE);
        Device other = attached(OTHER, ELSEWHERE);
        told(AcctStatus.START, CARD, HERE);
        isHeld(CARD);
        told(AcctStatus.START, OTHER, ELSEWHERE);
        isHeld(OTHER);
        Endpoint at = LabNodes.at(hse.address());
        hse.close();
        hse = network.hse(folder, at);
        long before = asked();
        assertDelivered(known);
        assertThat(asked()).as("its ring is durable").isEqualTo(before);
        Device attachedMeanwhile = attached(OTHER, ELSEWHERE);
        assertNoKey(attachedMeanwhile);
        told(AcctStatus.INTERIM_UPDATE, OTHER, ELSEWHERE);
        isDelivered(attachedMeanwhile);
        other.close();
    }

    @Test
    void anHssThatRestartsKnowsTheRunsThatBeginThen() throws IOException {
        Device device = attached(CARD, HERE);
        network.stopHss().start();
        for (int number = 10; asked() == 0; number++) {
            told(AcctStatus.START, TestCard.number(number), ELSEWHERE);
        }
        long before = asked();
        told(AcctStatus.START, CARD, HERE);
        await().atMost(PATIENCE).until(() -> asked() > before);
        assertThat(requireNonNull(hse.ownKeys()).trace().of(CARD.imsi())).isEmpty();
        await().atMost(PATIENCE).until(() -> device.attach() instanceof AttachOutcome.Attached);
        isDelivered(device);
    }

    @Test
    void whatGatewaysSayLateOrTwiceCostsADeviceNothing() {
        Clock now = network.world().clock();
        Device device = attached(CARD, HERE);
        told(AcctStatus.START, CARD, HERE);
        isHeld(CARD);
        told(AcctStatus.START, CARD, HERE);
        var late = new LateClock(now);
        gateway(late).report(AcctStatus.STOP, CARD.imsi(), LabGateway.address(HERE));
        assertDelivered(device);
        Device again = attached(CARD, HERE);
        assertDelivered(again);
        told(AcctStatus.STOP, CARD, HERE);
        Device inItsGrace = attached(CARD, HERE);
        assertDelivered(inItsGrace);
        assertThat(asked()).as("one by the start, two by packets").isEqualTo(3);
    }

    private record LateClock(Clock clock) implements Clock {
        @Override
        public long nowMs() {
            return clock.nowMs() - 60_000;
        }

        @Override
        public long nowNs() {
            return clock.nowNs();
        }
    }

    private RefusalCause refused(byte[] datagram, int address) throws IOException {
        try (var stranger = new Stranger(hse.address(), LabGateway.address(address))) {
            return ((Refusal) UaCodec.decodeDownlink(stranger.exchange(datagram))).cause();
        }
    }

    @Test
    void whoeverNamesTheRunOfAnotherGetsNothingAndHarmsNobody() throws IOException {
        attached(OTHER, ELSEWHERE);
        told(AcctStatus.START, OTHER, ELSEWHERE);
        isHeld(OTHER);
        Device victim = attached(CARD, HERE);
        assertNoKey(victim);
        byte[] request = fleet.datagrams().getLast();
        assertThat(refused(request, ELSEWHERE)).isEqualTo(RefusalCause.KEY_NOT_AVAILABLE);
        assertThat(asked()).as("about the one who has that address").isEqualTo(2);
        told(AcctStatus.START, CARD, HERE);
        isDelivered(victim);
    }

    /// It says that a victim has its address, and that others whom nobody knows have connections.
    @Test
    void aGatewayThatLiesHasKeysFetchedAndLearnsNothing() throws IOException {
        Device victim = attached(CARD, HERE);
        told(AcctStatus.START, CARD, ELSEWHERE);
        isHeld(CARD);
        for (int number = 10; number < 30; number++) {
            told(AcctStatus.START, TestCard.number(number), ELSEWHERE);
        }
        await().atMost(PATIENCE).until(() -> asked() == 21);
        assertDelivered(victim);
        byte[] forged = fleet.datagrams().getLast();
        forged[forged.length - 1] ^= 1;
        assertThat(refused(forged, ELSEWHERE)).isEqualTo(RefusalCause.AUTHENTICATION_FAILED);
        told(AcctStatus.STOP, CARD, ELSEWHERE);
        assertDelivered(victim);
        assertThat(asked()).as("by starts").isEqualTo(21);
    }
}
