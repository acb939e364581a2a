package dev.bestow.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.KeyName;
import dev.bestow.core.RandId;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.KeyKind;
import dev.bestow.keys.solution.KeyIdentifier;
import dev.bestow.keystore.Candidate;
import dev.bestow.keystore.Selection;
import dev.bestow.session.ua.Plaintext;
import dev.bestow.ue.AttachOutcome;
import dev.bestow.ue.Device;
import dev.bestow.ue.ReportOutcome;
import dev.bestow.wire.ua.CompactRequest;
import dev.bestow.wire.ua.RefusalCause;
import dev.bestow.wire.ua.UaCodec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.List;

/// Alternative 2 of the key identifier of solution 10, which solution 2 has too: devices name e2m_int_key by a short
/// hash of it. The security endpoint is the same as ever and is told nothing.
class ShortHashTest {
    private static final Plaintext REPORT = Plaintext.of("meter 00000001 21.4C");
    private static final ReportOutcome NOTED =
            new ReportOutcome.Delivered(TestServer.thanks(REPORT));
    private static final TestCard CARD = TestCard.ofWorkedExample();

    @TempDir private Path folder;

    private TestLab lab(String solution, KeyIdentifier ofEmks) throws Exception {
        TestLab lab = TestLab.start(solution, ofEmks, folder);
        lab.network().provision(CARD, lab.network().endpoint());
        return lab;
    }

    private static Device attached(TestLab lab, KeyIdentifier keyIdentifier) {
        Device device = lab.fleet().device(CARD, keyIdentifier);
        assertThat(device.attach()).isInstanceOf(AttachOutcome.Attached.class);
        return device;
    }

    /// What the device's last message names its key by.
    private static RandId named(TestLab lab) {
        var request = (CompactRequest) UaCodec.decodeUplink(lab.fleet().datagrams().getLast());
        return ((KeyName.ByRand) request.keyName()).randId();
    }

    private static Candidate held(TestLab lab, RandId id) {
        Selection selection =
                lab.network()
                        .keyServer(lab.network().endpoint())
                        .keyRing()
                        .select(
                                KeyKind.E2M_INT_KEY,
                                new KeyName.ByRand(id),
                                lab.network().world().clock().nowMs());
        assertThat(selection).isInstanceOf(Selection.Found.class);
        List<Candidate> candidates = ((Selection.Found) selection).candidates();
        assertThat(candidates).hasSize(1);
        return candidates.getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "10"})
    void aReportArrivesUnderAKeyNamedByItsHash(String solution) throws Exception {
        try (TestLab lab = lab(solution, KeyIdentifier.HASH)) {
            Device device = attached(lab, KeyIdentifier.HASH);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            RandId name = named(lab);
            Candidate key = held(lab, name);
            assertThat(((E2mIntKey) key.key()).shortHash()).isEqualTo(name);
            assertThat(key.rand().id()).isNotEqualTo(name);
            assertThat(held(lab, key.rand().id()).key()).isEqualTo(key.key());
        }
    }

    @Test
    void anEmksThatWasStoppedKnowsTheHash() throws Exception {
        try (TestLab lab = lab("10", KeyIdentifier.HASH)) {
            Device device = attached(lab, KeyIdentifier.HASH);
            lab.network().stopKeyServer(lab.network().endpoint()).start();
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
        }
    }

    /// So an operator turns to the hash one device after another, the EMKS first.
    @Test
    void anEmksThatKnowsKeysByHashKnowsThemByRandToo() throws Exception {
        try (TestLab lab = lab("10", KeyIdentifier.HASH)) {
            Device device = attached(lab, KeyIdentifier.RAND);
            assertThat(device.report(lab.as(), REPORT)).isEqualTo(NOTED);
            assertThat(held(lab, named(lab)).rand().id()).isEqualTo(named(lab));
        }
    }

    @Test
    void anEmksThatDoesNotKnowTheHashHasNoKey() throws Exception {
        try (TestLab lab = lab("10", KeyIdentifier.RAND)) {
            Device device = attached(lab, KeyIdentifier.HASH);
            assertThat(device.report(lab.as(), REPORT))
                    .isEqualTo(new ReportOutcome.Refused(RefusalCause.KEY_NOT_AVAILABLE, false));
            assertThat(lab.server().delivered()).isEmpty();
        }
    }
}
