package dev.bestow.keyserver.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.AsId;
import dev.bestow.core.KeyName;
import dev.bestow.core.RandId;
import dev.bestow.core.SubscriberTrace.Finding;
import dev.bestow.keys.KeyKind;
import dev.bestow.keyserver.trace.KeyServerEvent.NotHandedOut.Why;
import dev.bestow.keyserver.trace.KeyServerEvent.Proven.Source;
import dev.bestow.keystore.ProofOutcome;
import dev.bestow.keystore.PushOutcome;
import dev.bestow.wire.s6a.AccessSecurity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// The words of each event, and what it means for the key: `key`, `no key`, or `-`.
class KeyServerEventTest {
    private static final RandId RAND_ID = RandId.parse("1a2b3c4d");
    private static final String MME = "mme.test";
    private static final AsId AS = new AsId("as.example");

    private static Arguments row(KeyServerEvent event, String line, String finding) {
        return Arguments.of(event, line, finding);
    }

    private static KeyServerEvent pushed(boolean confirms, PushOutcome outcome) {
        return new KeyServerEvent.Pushed(RAND_ID, KeyKind.KS, MME, confirms, outcome);
    }

    private static KeyServerEvent confirmed(ProofOutcome outcome) {
        return new KeyServerEvent.Proven(Source.MME, MME, RAND_ID, outcome);
    }

    static Stream<Arguments> events() {
        String here = "key: Ks of RAND id 1a2b3c4d is here, and nobody has asked for it since";
        String confirmation = "confirmation by mme.test of RAND id 1a2b3c4d: ";
        return Stream.of(
                row(
                        pushed(true, PushOutcome.PENDING),
                        "Ks of RAND id 1a2b3c4d pushed for mme.test: kept, not proven yet",
                        "no key: no MME has confirmed Ks of RAND id 1a2b3c4d, which mme.test is to;"
                                + " did the attach end well?"),
                row(
                        pushed(false, PushOutcome.PENDING),
                        "Ks of RAND id 1a2b3c4d pushed for mme.test: kept, not proven yet",
                        here),
                row(
                        pushed(true, PushOutcome.PROVEN),
                        "Ks of RAND id 1a2b3c4d pushed for mme.test: kept, proven",
                        here),
                row(
                        pushed(true, PushOutcome.OUTDATED),
                        "Ks of RAND id 1a2b3c4d pushed for mme.test: refused, newer keys or a"
                                + " withdrawal came before it",
                        "no key: Ks of RAND id 1a2b3c4d pushed for mme.test: refused, newer keys or"
                                + " a withdrawal came before it"),
                row(
                        pushed(true, PushOutcome.TOO_MANY),
                        "Ks of RAND id 1a2b3c4d pushed for mme.test: refused, as many attaches"
                                + " through this MME as may be are under way",
                        "no key: Ks of RAND id 1a2b3c4d pushed for mme.test: refused, as many"
                                + " attaches through this MME as may be are under way"),
                row(
                        new KeyServerEvent.AccessReported(MME, new AccessSecurity(0, 2)),
                        "mme.test protects the access with EEA0/EIA2",
                        "-"),
                row(
                        new KeyServerEvent.PushRefused(RAND_ID, KeyKind.E2M_KEY_SET, "too long"),
                        "push of e2m key set of RAND id 1a2b3c4d refused: too long",
                        "no key: the push of e2m key set of RAND id 1a2b3c4d refused: too long"),
                row(
                        confirmed(ProofOutcome.PROVEN),
                        confirmation + "the key is proven",
                        "key: "
                                + confirmation
                                + "the key is proven, and nobody has asked for it since"),
                row(
                        confirmed(ProofOutcome.UNMATCHED),
                        confirmation + "its key is not here",
                        "no key: " + confirmation + "its key is not here"),
                row(
                        confirmed(ProofOutcome.FOREIGN_GUTI),
                        confirmation + "refused, the GUTI is another MME's",
                        "no key: " + confirmation + "refused, the GUTI is another MME's"),
                row(
                        confirmed(ProofOutcome.FOREIGN_KEY),
                        confirmation + "refused, another MME asked for its vector",
                        "no key: " + confirmation + "refused, another MME asked for its vector"),
                row(
                        confirmed(ProofOutcome.OUTDATED),
                        confirmation + "newer keys are proven already",
                        "-"),
                row(
                        new KeyServerEvent.Proven(
                                Source.LOCATION, MME, null, ProofOutcome.AWAITS_CONFIRMATION),
                        "location proof of the HSS for mme.test: proves nothing, the MME is to"
                                + " confirm the key",
                        "-"),
                row(
                        new KeyServerEvent.Proven(
                                Source.ENDPOINT, AS.fqdn(), RAND_ID, ProofOutcome.NOT_HANDED_OUT),
                        "handshake report by as.example of RAND id 1a2b3c4d: refused, it was handed"
                                + " no such key",
                        "-"),
                row(
                        new KeyServerEvent.Proven(
                                Source.OWN_RUN, "this key server", RAND_ID, ProofOutcome.OUTDATED),
                        "own AKA run by this key server of RAND id 1a2b3c4d: newer keys are proven"
                                + " already",
                        "-"),
                row(
                        new KeyServerEvent.ConfirmationRefused(MME, RAND_ID, "it is in no pool"),
                        "confirmation by mme.test of RAND id 1a2b3c4d refused: it is in no pool",
                        "no key: confirmation by mme.test of RAND id 1a2b3c4d refused: it is in no"
                                + " pool"),
                row(
                        new KeyServerEvent.Pulled(RAND_ID, KeyKind.KS, true),
                        "HSS asked for Ks of RAND id 1a2b3c4d: given",
                        "-"),
                row(
                        new KeyServerEvent.Pulled(null, KeyKind.E2M_KEY_SET, false),
                        "HSS asked for e2m key set of the last run: no HSS gives it",
                        "no key: no push has brought e2m key set of the last run, and no HSS gives"
                                + " it; the device has to attach again"),
                row(
                        new KeyServerEvent.Erased(3),
                        "keys before epoch 3 erased: the HSS withdrew them",
                        "no key: keys before epoch 3 erased: the HSS withdrew them"),
                row(
                        new KeyServerEvent.HandedOut(AS, RAND_ID),
                        "key of RAND id 1a2b3c4d handed out to as.example",
                        "key: key of RAND id 1a2b3c4d handed out to as.example"),
                row(
                        new KeyServerEvent.NotHandedOut(
                                AS, new KeyName.ByRand(RAND_ID), Why.NOT_YET),
                        "no key for as.example by rand:1a2b3c4d: it is not proven yet",
                        "no key: as.example asked for it by rand:1a2b3c4d, and it is not proven"
                                + " yet"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void saysWhatHappenedAndWhatItMeans(KeyServerEvent event, String line, String means) {
        assertThat(event.line()).isEqualTo(line);
        Finding finding = event.finding();
        assertThat(
                        finding == null
                                ? "-"
                                : (finding.hasKey() ? "key: " : "no key: ") + finding.text())
                .isEqualTo(means);
    }

    @ParameterizedTest
    @EnumSource
    void everyRefusalHasAReason(Why why) {
        String line = new KeyServerEvent.NotHandedOut(AS, new KeyName.ByRand(RAND_ID), why).line();
        assertThat(line).matches("no key for as\\.example by rand:1a2b3c4d: .{10,}");
    }

    @Test
    void noEventIsLeftOut() {
        assertThat(events().<Object>map(row -> row.get()[0].getClass()).distinct())
                .containsExactlyInAnyOrder(
                        (Object[]) KeyServerEvent.class.getPermittedSubclasses());
    }
}
