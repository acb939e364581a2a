package dev.bestow.ue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.AsId;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.keys.solution.Naming;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.session.ua.KAppObserver;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.wire.nas.AttachReject;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.AuthenticationResponse;
import dev.bestow.wire.nas.DetachAccept;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.NasCodec;
import dev.bestow.wire.nas.NetworkDetachRequest;
import dev.bestow.wire.nas.NetworkDetachType;
import dev.bestow.wire.nas.SecurityModeComplete;
import dev.bestow.wire.nas.UplinkEmm;
import dev.bestow.wire.ua.CompactRequest;
import dev.bestow.wire.ua.Refusal;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaCodec;
import dev.bestow.wire.ua.UaForm;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.function.Consumer;

/// What a device does when an application server does not take its reports: whether it bootstraps again, and
/// how often.
final class DeviceTest {
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final AsProvision SERVER =
            new AsProvision(
                    AsId.parse("as.example.net"),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 5700),
                    SolutionTable.named("11"),
                    UaForm.COMPACT,
                    Naming.RAND_ID,
                    true);
    private static final Guti GUTI = new Guti(NetworkEnd.PLMN, 0x8001, 0x12, 0xc0de0001);

    private static final long KEY_LIFE_MS = 3_600_000;

    /// Nothing is tried twice in one go: each refusal is the last word.
    private static final UeConfig.Limits LIMITS =
            new UeConfig.Limits(15_000, 10_000, 1, 2_000, 1, 10_000, 720_000, KEY_LIFE_MS);

    private final ManualTimers timers = new ManualTimers();

    /// Of the keys in use.
    private final ManualTimers ageing = new ManualTimers();

    private final NetworkEnd network = new NetworkEnd();
    private RefusalCause answer = RefusalCause.BUSY;
    private @Nullable EmmCause rejection;
    private int attaches;
    private int requests;
    private int detachAccepts;
    private final Device device =
            new Device(
                    new UeConfig(Imsi.parse("001010000000001"), NetworkEnd.PLMN, LIMITS),
                    network.usim(),
                    new Device.Ports(
                            (message, _, _) -> answer(message),
                            (_, received) -> refusing(received),
                            new Random(1)::nextBytes,
                            (delayMs, action) ->
                                    (delayMs == KEY_LIFE_MS ? ageing : timers)
                                            .after(delayMs, action),
                            KAppObserver.NONE));

    /// The network lets everybody attach.
    private void answer(UplinkEmm message) {
        switch (message) {
            case AttachRequest _ -> {
                network.restart();
                attaches++;
                if (rejection == null) {
                    network.challenge(attaches % 7);
                } else {
                    network.send(new AttachReject(rejection));
                }
            }
            case AuthenticationResponse _ -> network.command(attaches % 7);
            case SecurityModeComplete _ -> network.accept(GUTI);
            case DetachAccept _ -> detachAccepts++;
            case UplinkEmm _ -> {}
        }
    }

    /// The server refuses everything in plain.
    private UaTransport.Port refusing(Consumer<byte[]> received) {
        return new UaTransport.Port() {
            @Override
            public void send(byte[] datagram) {
                requests++;
                var request = (CompactRequest) UaCodec.decodeUplink(datagram);
                Refusal refusal = Refusal.plain(UaForm.COMPACT, answer, 5, request.mac());
                Thread.startVirtualThread(() -> received.accept(UaCodec.encode(refusal)));
            }

            @Override
            public void close() {}
        };
    }

    @BeforeEach
    void attach() {
        network.connect(device::onPdu);
        assertThat(device.attach()).isEqualTo(new AttachOutcome.Attached(GUTI));
        assertThat(attaches).isEqualTo(1);
    }

    private void assertRefused() {
        assertThat(device.report(SERVER, REPORT))
                .isEqualTo(new ReportOutcome.Refused(answer, false));
    }

    /// TR 33.863 solution 5, the device's half.
    @Test
    void aKeyThatHasReachedItsAgeIsReplacedBeforeAnybodyRefusesIt() {
        assertRefused();
        assertThat(attaches).as("a server that is busy says nothing of the key").isEqualTo(1);
        ageing.expireLast();
        assertRefused();
        assertThat(attaches).isEqualTo(2);
        assertThat(requests).as("none went out under the old key").isEqualTo(2);
        assertRefused();
        assertThat(attaches).isEqualTo(2);
    }

    @Test
    void aKeyThatHasReachedItsAgeIsNotUsedWhereTheNetworkGivesNoOther() {
        ageing.expireLast();
        rejection = EmmCause.NETWORK_FAILURE;
        assertThat(device.report(SERVER, REPORT)).isEqualTo(new ReportOutcome.KeyAged());
        assertThat(requests).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = RefusalCause.class,
            names = {
                "KEY_NOT_AVAILABLE",
                "KEY_EXHAUSTED",
                "NOT_YET",
                "AUTHENTICATION_FAILED",
                "UNRECOGNISED"
            })
    void aLastingRefusalMakesItAttachAgainAtOnceAndThenWithGrowingWaits(RefusalCause cause) {
        answer = cause;
        assertRefused();
        assertThat(attaches).isEqualTo(2);
        assertThat(requests).as("the report went out under the new key too").isEqualTo(2);
        for (int i = 0; i < 10; i++) {
            assertRefused();
        }
        assertThat(attaches).as("while it waits").isEqualTo(2);
        assertThat(timers.delaysMs()).hasSize(1);

        timers.expireLast();
        assertRefused();
        assertRefused();
        assertThat(attaches).isEqualTo(3);
        assertThat(timers.delaysMs()).allSatisfy(ms -> assertThat(ms).isBetween(10_000L, 20_000L));
    }

    @ParameterizedTest
    @EnumSource(
            value = RefusalCause.class,
            mode = Mode.EXCLUDE,
            names = {
                "KEY_NOT_AVAILABLE",
                "KEY_EXHAUSTED",
                "NOT_YET",
                "AUTHENTICATION_FAILED",
                "UNRECOGNISED"
            })
    void whatAnotherKeyDoesNotCureCostsNoAttach(RefusalCause cause) {
        answer = cause;
        assertRefused();
        assertThat(attaches).isEqualTo(1);
        assertThat(timers.delaysMs()).isEmpty();
    }

    @Test
    void whenTheNetworkFailsMeanwhileItAttachesWithALaterReport() {
        answer = RefusalCause.KEY_NOT_AVAILABLE;
        rejection = EmmCause.NETWORK_FAILURE;
        assertRefused();
        assertThat(device.report(SERVER, REPORT)).isEqualTo(new ReportOutcome.NotAttached());
        assertThat(attaches).isEqualTo(2);
        rejection = null;
        timers.expireLast();
        assertRefused();
        assertThat(attaches).isEqualTo(3);
    }

    @Test
    void aNetworkThatWillNotHaveItIsNotAskedAgain() {
        answer = RefusalCause.KEY_NOT_AVAILABLE;
        rejection = EmmCause.ILLEGAL_UE;
        assertRefused();
        timers.expireLast();
        assertThat(device.report(SERVER, REPORT)).isEqualTo(new ReportOutcome.NotAttached());
        assertThat(attaches).isEqualTo(2);
    }

    @Test
    void aClosedDeviceHasNoKeyAndNoTimer() {
        answer = RefusalCause.KEY_NOT_AVAILABLE;
        assertRefused();
        device.close();
        assertThat(timers.delaysMs()).isEmpty();
        assertThat(device.report(SERVER, REPORT)).isEqualTo(new ReportOutcome.NotAttached());
        assertThat(device.attach()).isEqualTo(new AttachOutcome.Attached(GUTI));
    }

    private void detached(NetworkDetachType type) {
        network.send(new NetworkDetachRequest(type, null));
        assertThat(detachAccepts).isEqualTo(1);
    }

    @Test
    void aDeviceThatTheNetworkDetachedSendsNothingUntilItIsToldToAttach() {
        detached(NetworkDetachType.REATTACH_NOT_REQUIRED);
        assertThat(device.report(SERVER, REPORT)).isEqualTo(new ReportOutcome.NotAttached());
        assertThat(device.report(SERVER, REPORT)).isEqualTo(new ReportOutcome.NotAttached());
        assertThat(requests).isZero();
        assertThat(attaches).isEqualTo(1);
        assertThat(device.attach()).isEqualTo(new AttachOutcome.Attached(GUTI));
        assertRefused();
    }

    @Test
    void aDeviceThatTheNetworkWantsBackAttachesForItsNextReport() {
        detached(NetworkDetachType.REATTACH_REQUIRED);
        assertRefused();
        assertThat(attaches).isEqualTo(2);
        assertRefused();
        assertThat(attaches).isEqualTo(2);
    }

    @Test
    void aDetachThatConcernsTelephonyOnlyIsAcceptedAndChangesNothing() {
        detached(NetworkDetachType.IMSI);
        assertRefused();
        assertThat(attaches).isEqualTo(1);
    }

    @Test
    void nobodyElseDetachesADevice() {
        device.onPdu(
                NasCodec.encode(
                        new NetworkDetachRequest(NetworkDetachType.REATTACH_NOT_REQUIRED, null)));
        assertThat(detachAccepts).isZero();
        assertRefused();
    }
}
