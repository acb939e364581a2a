package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.subscription.NasAlgorithm;
import dev.bestow.keys.solution.Protection;
import dev.bestow.link.http.RetrievalOutcome;
import dev.bestow.network.config.ProfileSection;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.north.RetrievalAnswer;
import dev.bestow.wire.north.RetrievalRequest;
import dev.bestow.wire.ua.ApplicationRequest;
import dev.bestow.wire.ua.UaCodec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;

/// The security policy of a profile (TR 33.863 solution 4), from the HSS to the device and its reports, over real
/// sockets.
@Timeout(120)
class SecurityPolicyTest {
    private static final TestCard CARD = TestCard.ofWorkedExample();
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));
    private static final Duration A_MINUTE = Duration.ofSeconds(61);

    @TempDir private Path folder;

    private TestLab lab(String row, ProfileSection profile) throws Exception {
        TestLab lab = TestLab.start(row, profile, folder);
        lab.network().provision(CARD, profile.name());
        return lab;
    }

    private static Device reporting(TestLab lab) {
        Device device = lab.fleet().device(CARD, TestFleet.CALM);
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
        return device;
    }

    private static KeyName named(TestLab lab) {
        return lab.fleet().datagrams().stream()
                .map(UaCodec::decodeUplink)
                .filter(ApplicationRequest.class::isInstance)
                .map(uplink -> ((ApplicationRequest) uplink).keyName())
                .findFirst()
                .orElseThrow();
    }

    private static boolean hasKey(TestLab lab) {
        AsId endpoint = lab.network().endpoint();
        var request = new RetrievalRequest(endpoint, named(lab), null);
        RetrievalAnswer answer =
                ((RetrievalOutcome.Answered) lab.server().client().retrieve(request)).answer();
        if (answer instanceof RetrievalAnswer.Keys keys) {
            keys.close();
            return true;
        }
        assertThat(answer).isEqualTo(new RetrievalAnswer.NotAvailable());
        return false;
    }

    private static long requests(TestLab lab, int command) {
        return lab.network().diameter().requests(command);
    }

    /// One more vector, a new GUTI that the device has acknowledged, and the session that runs goes on.
    private static void assertReplaced(TestLab lab, Device device) {
        await().until(() -> lab.fleet().sent("GUTI REALLOCATION COMPLETE") == 1);
        assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
        assertThat(requests(lab, CommandCode.AUTHENTICATION_INFORMATION)).isEqualTo(2);
        assertThat(requests(lab, CommandCode.CANCEL_LOCATION)).isZero();
        assertThat(lab.fleet().sent("ATTACH REQUEST")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "11-kasme", "12"})
    void aKeySetIsReplacedAtItsAge(String row) throws Exception {
        try (TestLab lab = lab(row, SharedProfile.ofReauthentication(60, 0));
                Device device = reporting(lab)) {
            lab.network().reauthenticateDue();
            assertThat(requests(lab, CommandCode.AUTHENTICATION_INFORMATION)).isEqualTo(1);
            lab.network().mmeIsLater(A_MINUTE);
            assertReplaced(lab, device);
        }
    }

    /// With 12 it is the SCEF that gives keys out, and the MME counts none.
    @ParameterizedTest
    @ValueSource(strings = {"11", "11-kasme"})
    void aKeySetIsReplacedAfterSoManyKeys(String row) throws Exception {
        try (TestLab lab = lab(row, SharedProfile.ofReauthentication(0, 2));
                Device device = reporting(lab)) {
            lab.network().reauthenticateDue();
            assertThat(requests(lab, CommandCode.AUTHENTICATION_INFORMATION)).isEqualTo(1);
            assertThat(hasKey(lab)).isTrue();
            lab.network().reauthenticateDue();
            assertReplaced(lab, device);
        }
    }

    @Test
    void aUeIsRefusedWhoseNasAlgorithmsAreNotGoodEnough() throws Exception {
        try (TestLab lab = lab("12", SharedProfile.ofAlgorithm(NasAlgorithm.EEA3));
                Device device = lab.fleet().device(CARD, TestFleet.CALM)) {
            assertThat(device.attach()).isInstanceOf(AttachOutcome.Rejected.class);
        }
    }

    /// By Insert Subscriber Data, and without a word to the session.
    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void aPolicyThatChangesWhileASessionRunsCountsAtOnce(String row) throws Exception {
        var profile = SharedProfile.ofReauthentication(60, 0);
        try (TestLab lab = TestLab.start(row, profile, folder)) {
            lab.network().provision(CARD, lab.network().endpoint());
            try (Device device = reporting(lab)) {
                lab.network().mmeIsLater(A_MINUTE);
                assertThat(requests(lab, CommandCode.AUTHENTICATION_INFORMATION)).isEqualTo(1);
                lab.network().provision(CARD, profile.name());
                await().untilAsserted(() -> {
                    lab.network().reauthenticateDue();
                    assertThat(requests(lab, CommandCode.AUTHENTICATION_INFORMATION)).isEqualTo(2);
                });
                assertReplaced(lab, device);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "11-kasme", "12"})
    void aProfileThatWantsAnotherProtectionLeavesTheEndpointWithoutKeys(String row)
            throws Exception {
        try (TestLab lab = lab(row, SharedProfile.ofProtections(Protection.END_TO_MIDDLE));
                Device device = lab.fleet().device(CARD, TestFleet.CALM)) {
            assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
            assertThat(device.report(lab.as(), REPORT)).isInstanceOf(ReportOutcome.Refused.class);
            assertThat(
                            lab.network()
                                    .diameter()
                                    .between(TestNetwork.HSS, TestNetwork.SCEF)
                                    .filter(sent ->
                                            sent.command() == CommandCode.REPORTING_INFORMATION))
                    .as("no key is pushed")
                    .isEmpty();
        }
    }

    /// The keys that stay with the MME end with its UE context; those of the SCEF have their expiry.
    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void aPurgeEndsTheKeysOfTheMmeAndNoOthers(String row) throws Exception {
        try (TestLab lab = TestLab.start(row, folder)) {
            lab.network().provision(CARD, lab.network().endpoint());
            try (Device _ = reporting(lab)) {
                lab.network().mmeIsLater(Duration.ofDays(2));
                lab.network().sweepMme();
                await().until(() -> requests(lab, CommandCode.PURGE_UE) == 1);
                assertThat(lab.network().ueContexts()).isZero();
                assertThat(hasKey(lab)).isEqualTo(row.equals("12"));
            }
        }
    }
}
