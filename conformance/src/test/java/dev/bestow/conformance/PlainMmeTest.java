package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.KeyName;
import dev.bestow.keys.solution.Party;
import dev.bestow.keys.solution.Solution;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.Selection;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.ua.CompactRequest;
import dev.bestow.wire.ua.UaCodec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Solutions 1, 2, 10 and 12 beside an MME that nobody changed: it knows S6a and NAS, and nothing of Bestow.
@ParameterizedClass(name = "solution {0}")
@ValueSource(strings = {"1D", "2", "10", "12"})
class PlainMmeTest {
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));
    private static final TestCard CARD = TestCard.ofWorkedExample();

    @TempDir private Path folder;
    private final String solution;

    PlainMmeTest(String solution) {
        this.solution = solution;
    }

    private Solution row() {
        return SolutionTable.named(solution);
    }

    private TestLab lab(LabMme mme) throws Exception {
        TestLab lab = TestLab.start(solution, mme, folder);
        lab.network().provision(CARD, lab.network().endpoint());
        return lab;
    }

    private static void attached(Device device) {
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
    }

    /// The RAND id that the device's last message names its key by.
    private static KeyName named(TestLab lab) {
        var request = (CompactRequest) UaCodec.decodeUplink(lab.fleet().datagrams().getLast());
        return request.keyName();
    }

    private List<Candidate> held(TestLab lab, KeyName name) {
        return lab.network()
                                .keyServer(lab.network().endpoint())
                                .keyRing()
                                .select(
                                        SolutionTable.named(solution).kind(),
                                        name,
                                        lab.network().world().clock().nowMs())
                        instanceof Selection.Found(List<Candidate> candidates)
                ? candidates
                : List.of();
    }

    @Test
    void theKeyArrivesByNameAndIsProvenByTheLocation() throws Exception {
        try (TestLab lab = lab(LabMme.plain)) {
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            attached(device);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(lab.server().statuses()).containsExactly(200);
            assertThat(named(lab)).isInstanceOf(KeyName.ByRand.class);
            await().untilAsserted(() ->
                    assertThat(held(lab, named(lab)))
                            .singleElement()
                            .returns(Candidate.State.CURRENT, Candidate::state)
                            .returns(null, Candidate::guti));
            DiameterRecord diameter = lab.network().diameter();
            assertThat(diameter.requests(CommandCode.REPORTING_INFORMATION))
                    .as("a push and a proof")
                    .isEqualTo(2);
            assertThat(diameter.between(TestNetwork.MME, LabNodes.keyServer(row()))).isEmpty();
        }
    }

    /// Bestow's has them where the row needs its help. External-Identifier, which is 3GPP's, may be there.
    @ParameterizedTest
    @EnumSource
    void onlyBestowsMmeHasAnAvpOfBestowOnS6a(LabMme mme) throws Exception {
        try (TestLab lab = lab(mme)) {
            attached(lab.fleet().device(CARD, TestFleet.CALM));
            List<Integer> own = ownOnS6a(lab);
            if (mme == LabMme.bestow && row().parties().contains(Party.MME)) {
                assertThat(own).isNotEmpty();
            } else {
                assertThat(own).isEmpty();
            }
        }
    }

    /// In AIR, AIA, ULR and ULA.
    private static List<Integer> ownOnS6a(TestLab lab) {
        List<DiameterRecord.Sent> messages =
                lab.network().diameter().between(TestNetwork.MME, TestNetwork.HSS).toList();
        assertThat(messages)
                .extracting(DiameterRecord.Sent::command)
                .contains(CommandCode.AUTHENTICATION_INFORMATION, CommandCode.UPDATE_LOCATION);
        return messages.stream()
                .filter(each -> each.application() == ApplicationId.S6A)
                .flatMap(each -> OwnAvps.in(each.octets()).stream())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "11-kasme"})
    void aSolutionWhoseKeysTheMmeKeepsIsRefusedByName(String name) {
        var row = SolutionTable.named(name);
        assertThatThrownBy(() -> new LabNodes(row, List.of(), LabMme.plain, folder))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("solution " + name);
    }

    /// Whoever attaches with a card that is not the subscriber's has keys pushed, and fails.
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void keysPushedForAnAkaThatFailedCostTheDeviceNothing(int often) throws Exception {
        try (TestLab lab = lab(LabMme.plain)) {
            fail(lab, often);
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            attached(device);
            fail(lab, often);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(lab.fleet().sent("ATTACH REQUEST")).isEqualTo(1 + 2L * often);
        }
    }

    private static void fail(TestLab lab, int often) {
        for (int i = 0; i < often; i++) {
            assertThat(lab.fleet().device(CARD.withWrongK(), TestFleet.CALM).attach())
                    .isEqualTo(new AttachOutcome.AuthenticationRejected());
        }
    }

    /// They fill the places of its pending keys, so the push of its own finds none. The proof of its location makes the
    /// room, and the HSS pushes it again.
    @Test
    void attachesInADevicesNameDoNotCostItsKey() throws Exception {
        try (TestLab lab = lab(LabMme.plain)) {
            fail(lab, KeyRingLimits.STANDARD.pendingPerMme());
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            attached(device);
            await().until(() ->
                    lab.network().diameter().requests(CommandCode.REPORTING_INFORMATION)
                            == KeyRingLimits.STANDARD.pendingPerMme() + 3);
            await().until(() -> device.report(lab.as(), REPORT).equals(NOTED));
            assertThat(lab.fleet().sent("ATTACH REQUEST"))
                    .as("the device's own is the only one")
                    .isEqualTo(KeyRingLimits.STANDARD.pendingPerMme() + 1);
        }
    }

    /// Its new run has a key of its own, under another RAND id, and the one before goes on for its sessions.
    @Test
    void aDeviceThatAttachesAgainHasBothKeys() throws Exception {
        try (TestLab lab = lab(LabMme.plain)) {
            Device device = lab.fleet().device(CARD, TestFleet.CALM);
            attached(device);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            KeyName before = named(lab);
            attached(device);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            KeyName after = named(lab);
            assertThat(after).isNotEqualTo(before);
            await().untilAsserted(() ->
                    assertThat(Stream.of(after, before).flatMap(name -> held(lab, name).stream()))
                            .extracting(Candidate::state)
                            .containsExactly(Candidate.State.CURRENT, Candidate.State.PREVIOUS));
        }
    }
}
