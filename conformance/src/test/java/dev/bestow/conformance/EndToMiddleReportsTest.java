package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bestow.aka.SoftUsim;
import dev.bestow.cli.lab.LabMme;
import dev.bestow.cli.lab.LabNodes;
import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.KeyRingLimits;
import dev.bestow.keystore.Selection;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What the word of an EMSE about its handshakes is worth to the EMKS (solution 10).
class EndToMiddleReportsTest {
    private static final AsId EMSE = LabNodes.EMSE;
    private static final AsId COMPROMISED = TestNetwork.OTHER_EMSE;
    private static final TestCard CARD = TestCard.number(5);
    private static final TestCard OTHER_CARD = TestCard.number(6);
    private static final int KEPT = KeyRingLimits.STANDARD.provenPerSource();
    private static final int OK = 200;
    private static final int DONE = 204;
    private static final int NOT_FOUND = 404;

    /// Devices of a lab, and an EMSE as it is.
    @Nested
    class OfAnEmse {
        private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
        private static final String PROVEN =
                "handshake report by " + EMSE + " of RAND id ID: the key is proven";

        @TempDir private Path folder;

        @Test
        void theFirstReportOfADeviceProvesItsKeyOnce() throws Exception {
            try (TestLab lab = TestLab.start("10", LabMme.plain, folder)) {
                TestCard card = TestCard.ofWorkedExample();
                lab.network().provision(card, EMSE);
                Device device = lab.fleet().device(card, TestFleet.CALM);
                assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
                var emks = lab.network().keyServer(EMSE);
                for (int i = 0; i < 3; i++) {
                    assertThat(device.report(lab.as(), REPORT))
                            .isInstanceOf(ReportOutcome.Delivered.class);
                    await().untilAsserted(() ->
                            assertThat(NodeTrace.of(emks, card.imsi())).contains(PROVEN));
                }
                assertThat(NodeTrace.of(emks, card.imsi())).containsOnlyOnce(PROVEN);
            }
        }
    }

    /// An EMSE that says what it likes, beside one that means well, and MMEs that nobody changed.
    @Nested
    class OfACompromisedEmse {
        @TempDir private Path folder;
        private final SoftUsim usim = SoftUsim.fresh(CARD.credentials());
        private final KeyOwners owners = new KeyOwners(List.of(EMSE, COMPROMISED));
        private PublicNetwork network;
        private RawEndpoint honest;
        private RawEndpoint compromised;

        @BeforeEach
        void start() throws Exception {
            network = new PublicNetwork(PublicNetwork.Setup.standard(), folder);
            CARD.subscribe(network.hss(), EMSE, COMPROMISED);
            OTHER_CARD.subscribe(network.hss(), EMSE);
            honest = network.endpoint(EMSE.fqdn(), network.emks());
            compromised = network.endpoint(COMPROMISED.fqdn(), network.emks());
        }

        @AfterEach
        void stop() {
            honest.close();
            compromised.close();
            network.close();
        }

        private Rand vector() {
            PublicVector vector = PublicVector.ask(network.mme(), CARD.imsi());
            try (var ckIk = vector.accepted(usim).octets()) {
                owners.add(vector, ckIk.use(byte[]::clone));
            }
            return vector.rand();
        }

        /// As many as are kept, each proven by where the device is.
        private List<Rand> located() {
            List<Rand> runs = new ArrayList<>();
            for (int i = 0; i < KEPT; i++) {
                runs.add(vector());
                PublicVector.updateLocation(network.mme(), CARD.imsi());
            }
            runs.forEach(this::awaitProven);
            return runs;
        }

        private void awaitProven(Rand run) {
            await().untilAsserted(
                            () -> assertThat(state(run)).isNotEqualTo(Candidate.State.PENDING));
        }

        private Candidate.State state(Rand run) {
            var selection =
                    network.emks()
                            .keyRing()
                            .select(
                                    KeyKind.E2M_INT_KEY,
                                    new KeyName.ByRand(run.id()),
                                    network.world().clock().nowMs());
            if (selection instanceof Selection.Found(List<Candidate> candidates)) {
                candidates.forEach(each -> each.key().close());
                return candidates.getFirst().state();
            }
            throw new AssertionError("no key of " + run + ": " + selection);
        }

        private void expectKeyOf(Rand run) {
            var keys = honest.retrieve(EMSE, run.id()).keys();
            assertThat(keys)
                    .singleElement()
                    .extracting(
                            key -> owners.of(key.leaf().octets().use(HexFormat.of()::formatHex)))
                    .isEqualTo(new KeyOwners.Owner.OfEmse(EMSE, run));
        }

        /// An MME that never says where a device is cannot prove its key.
        @Test
        void aReportAloneProvesAKey() {
            Rand run = vector();
            assertThat(honest.retrieve(EMSE, run.id()).status()).isEqualTo(OK);
            assertThat(state(run)).isEqualTo(Candidate.State.PENDING);
            assertThat(honest.report(EMSE, run).status()).isEqualTo(DONE);
            assertThat(state(run)).isEqualTo(Candidate.State.CURRENT);
        }

        @Test
        void aReportOfAKeyThatItWasNeverHandedCountsForNothing() {
            Rand run = vector();
            honest.retrieve(EMSE, run.id());
            PublicVector others = PublicVector.ask(network.mme(), OTHER_CARD.imsi());
            honest.retrieve(EMSE, others.rand().id());
            var nobodys = new Rand(Octets.copyOf(new byte[Rand.OCTETS]));
            var unknown = compromised.report(COMPROMISED, nobodys);
            assertThat(unknown.status()).isEqualTo(NOT_FOUND);
            assertThat(compromised.report(COMPROMISED, run))
                    .as("handed to another")
                    .isEqualTo(unknown);
            assertThat(compromised.report(COMPROMISED, others.rand()))
                    .as("of a subscriber that does not allow it")
                    .isEqualTo(unknown);
            assertThat(state(run)).isEqualTo(Candidate.State.PENDING);
            assertThat(state(others.rand())).isEqualTo(Candidate.State.PENDING);
        }

        @Test
        void aThousandReportsOfOneKeyCountOnce() {
            List<Rand> runs = new ArrayList<>();
            for (int i = 0; i < KEPT; i++) {
                runs.add(vector());
                compromised.retrieve(COMPROMISED, runs.getLast().id());
                assertThat(compromised.report(COMPROMISED, runs.getLast()).status())
                        .isEqualTo(DONE);
            }
            for (int i = 0; i < 1_000; i++) {
                assertThat(compromised.report(COMPROMISED, runs.getFirst()).status())
                        .isEqualTo(DONE);
            }
            assertThat(runs.reversed())
                    .as("the last of them is current, and the others are kept")
                    .extracting(this::state)
                    .startsWith(Candidate.State.CURRENT)
                    .doesNotContain(Candidate.State.PENDING);
        }

        /// It has its keys of vectors that somebody drew in the device's name, and reports each of them.
        @Test
        void handshakesThatItNeverHadDisplaceNoKeyThatTheLocationProves() {
            List<Rand> proven = located();
            List<Rand> drawn = new ArrayList<>();
            for (int i = 0; i < KeyRingLimits.STANDARD.pendingPerMme(); i++) {
                drawn.add(PublicVector.ask(network.otherMme(), CARD.imsi()).rand());
            }
            for (Rand run : drawn) {
                assertThat(compromised.retrieve(COMPROMISED, run.id()).status()).isEqualTo(OK);
                assertThat(compromised.report(COMPROMISED, run).status()).isEqualTo(DONE);
            }
            assertThat(proven).extracting(this::state).doesNotContain(Candidate.State.PENDING);
            proven.forEach(this::expectKeyOf);
            Rand next = vector();
            PublicVector.updateLocation(network.mme(), CARD.imsi());
            expectKeyOf(next);
        }
    }
}
