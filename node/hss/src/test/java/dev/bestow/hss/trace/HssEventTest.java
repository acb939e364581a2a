package dev.bestow.hss.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.PlmnId;
import dev.bestow.core.RandId;
import dev.bestow.core.SubscriberTrace.Finding;
import dev.bestow.keys.KeyKind;
import dev.bestow.keystore.Notice;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.ResultCode;
import dev.bestow.wire.diameter.TgppResult;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// The words of each event, and what it means for the key: `key`, `no key`, or `-`.
class HssEventTest {
    private static final RandId RAND_ID = RandId.parse("1a2b3c4d");
    private static final String MME = "mme.test";
    private static final String SCEF = "scef.test";

    private static Arguments row(HssEvent event, String line, String finding) {
        return Arguments.of(event, line, finding);
    }

    private static HssEvent pushed(Said said) {
        return new HssEvent.KeyPushed(RAND_ID, KeyKind.KS, SCEF, said);
    }

    static Stream<Arguments> events() {
        return Stream.of(
                row(
                        new HssEvent.VectorsRequested(MME, 1, true),
                        "AIR from mme.test: 1 vector, takes part in application keys",
                        "-"),
                row(
                        new HssEvent.VectorsRequested(MME, 2, false),
                        "AIR from mme.test: 2 vectors",
                        "-"),
                row(
                        new HssEvent.Resynchronised(true),
                        "re-synchronisation: SQN follows the card",
                        "-"),
                row(
                        new HssEvent.Resynchronised(false),
                        "re-synchronisation refused: not made by this card for that RAND",
                        "-"),
                row(
                        new HssEvent.Refused(
                                "AIR", MME, TgppResult.UNKNOWN_EPS_SUBSCRIPTION, "no profile"),
                        "AIR from mme.test refused: DIAMETER_ERROR_UNKNOWN_EPS_SUBSCRIPTION (5420),"
                                + " no profile",
                        "no key: AIR from mme.test refused: DIAMETER_ERROR_UNKNOWN_EPS_SUBSCRIPTION"
                                + " (5420), no profile"),
                row(new HssEvent.VectorIssued(RAND_ID), "vector of RAND id 1a2b3c4d issued", "-"),
                row(
                        new OwnRunEvent.VectorIssued(RAND_ID, "emks.test"),
                        "AIR from emks.test: vector of RAND id 1a2b3c4d issued, for an AKA run of"
                                + " its own",
                        "key: emks.test got a vector for an AKA run of its own; 'bestow subscriber"
                                + " trace' there goes on"),
                row(
                        new OwnRunEvent.Refused(
                                "emks.test",
                                TgppResult.AUTHENTICATION_DATA_UNAVAILABLE,
                                "it has had one a second for some time"),
                        "AIR from emks.test for an AKA run of its own refused:"
                                + " DIAMETER_AUTHENTICATION_DATA_UNAVAILABLE (4181), it has had one"
                                + " a second for some time",
                        "no key: AIR from emks.test for an AKA run of its own refused:"
                                + " DIAMETER_AUTHENTICATION_DATA_UNAVAILABLE (4181), it has had one"
                                + " a second for some time"),
                row(
                        new HssEvent.KeyInVector(MME),
                        "keys went to mme.test with their vectors",
                        "key: keys went to mme.test with their vectors"),
                row(
                        new HssEvent.NoKey(MME, WhyNoKey.NOT_TO_THIS_MME),
                        "no key leaves with these vectors, and none is pushed",
                        "no key: mme.test takes no part in application keys, or may have none; see"
                                + " policy.keysInVectorFor"),
                row(
                        new HssEvent.NoKey(MME, WhyNoKey.NO_SOLUTION),
                        "no key leaves with these vectors, and none is pushed",
                        "no key: no solution serves the subscriber; see policy.solution, and"
                                + " security.protections of its profile"),
                row(
                        new HssEvent.NoKey(MME, WhyNoKey.AT_PDN_CONNECTION),
                        "no key leaves with these vectors, and none is pushed before a PDN"
                                + " connection",
                        "no key: mme.test told of no PDN connection; see policy.connectionToldBy"),
                row(
                        new HssEvent.Connected("NOR", MME, "iot", 2),
                        "NOR from mme.test: PDN connection to iot, keys pushed for it: 2",
                        "key: NOR from mme.test: PDN connection to iot, keys pushed for it: 2"),
                row(
                        new HssEvent.Connected("ULR", MME, "iot", 0),
                        "ULR from mme.test: PDN connection to iot, keys pushed for it: 0",
                        "no key: no vector for mme.test is remembered"),
                row(
                        pushed(new Said.Accepted()),
                        "Ks of RAND id 1a2b3c4d to scef.test: accepted",
                        "key: Ks of RAND id 1a2b3c4d is at scef.test; 'bestow subscriber trace'"
                                + " there goes on"),
                row(
                        pushed(new Said.Refused(Result.of(ResultCode.RESOURCES_EXCEEDED))),
                        "Ks of RAND id 1a2b3c4d to scef.test: refused, DIAMETER_RESOURCES_EXCEEDED"
                                + " (5006)",
                        "no key: the push of RAND id 1a2b3c4d was refused by scef.test:"
                                + " DIAMETER_RESOURCES_EXCEEDED (5006); 'bestow subscriber trace'"
                                + " there says why"),
                row(
                        pushed(new Said.Unsupported()),
                        "Ks of RAND id 1a2b3c4d to scef.test: not supported",
                        "no key: the push of RAND id 1a2b3c4d is nothing to scef.test: is it"
                                + " Bestow's, and diameter.vendorId the same?"),
                row(
                        pushed(new Said.Late()),
                        "Ks of RAND id 1a2b3c4d to scef.test: late, the vector leaves before the"
                                + " answer is here",
                        "no key: the push of RAND id 1a2b3c4d is not answered by scef.test yet: is"
                                + " it running, and connected?"),
                row(
                        pushed(new Said.Nothing("no way there", true)),
                        "Ks of RAND id 1a2b3c4d to scef.test: no answer, no way there; tried again",
                        "no key: the push of RAND id 1a2b3c4d has not reached scef.test: no way"
                                + " there. Is it running, and connected?"),
                row(
                        pushed(new Said.Nothing("no way there", false)),
                        "Ks of RAND id 1a2b3c4d to scef.test: no answer, no way there; given up",
                        "no key: the push of RAND id 1a2b3c4d has not reached scef.test: no way"
                                + " there. Is it running, and connected?"),
                row(
                        new HssEvent.Located(MME, new PlmnId("001", "01"), null),
                        "ULR from mme.test in 001/01: it serves the subscriber",
                        "-"),
                row(
                        new HssEvent.LocationProven(MME, SCEF, new Said.Accepted()),
                        "location proof of mme.test to scef.test: accepted",
                        "-"),
                row(
                        new HssEvent.KeyPulled(RAND_ID, KeyKind.E2M_INT_KEY, SCEF, true),
                        "CIR from scef.test for e2m_int_key of RAND id 1a2b3c4d: given",
                        "key: e2m_int_key of RAND id 1a2b3c4d was asked for by scef.test, and"
                                + " given"),
                row(
                        new HssEvent.KeyPulled(RAND_ID, KeyKind.KS, SCEF, false),
                        "CIR from scef.test for Ks of RAND id 1a2b3c4d: unknown, or not for it, or"
                                + " withdrawn since",
                        "no key: scef.test asked for Ks of RAND id 1a2b3c4d, which it may not have,"
                                + " or not any more; the device has to attach again"),
                row(
                        new HssEvent.Announced(
                                Notice.Kind.ERASE_KEYS, SCEF, new Said.Nothing("too late", true)),
                        "erasure of keys to scef.test: no answer, too late; tried again",
                        "-"),
                row(
                        new HssEvent.Announced(
                                Notice.Kind.CANCEL_LOCATION, MME, new Said.Accepted()),
                        "Cancel Location to mme.test: accepted",
                        "-"),
                row(
                        new HssEvent.Announced(
                                Notice.Kind.INSERT_SUBSCRIBER_DATA, MME, new Said.Accepted()),
                        "Insert Subscriber Data to mme.test: accepted",
                        "-"),
                row(
                        new HssEvent.Purged(MME, true),
                        "PUR from mme.test: it keeps nothing of it",
                        "-"),
                row(
                        new HssEvent.Purged(MME, false),
                        "PUR from mme.test: it is not the serving MME",
                        "-"),
                row(new HssEvent.RowAdded(1), "provisioned, epoch 1", "-"),
                row(new HssEvent.RowChanged(1, false), "provisioned again, epoch 1 as before", "-"),
                row(
                        new HssEvent.RowChanged(2, true),
                        "provisioned again, epoch raised to 2: keys of before are withdrawn",
                        "no key: a change of its row withdrew its keys; the device has to attach"
                                + " again"),
                row(
                        new HssEvent.Withdrawn(3),
                        "withdrawn; its next epoch is 3",
                        "no key: the subscriber was withdrawn"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void saysWhatHappenedAndWhatItMeans(HssEvent event, String line, String means) {
        assertThat(event.line()).isEqualTo(line);
        Finding finding = event.finding();
        assertThat(
                        finding == null
                                ? "-"
                                : (finding.hasKey() ? "key: " : "no key: ") + finding.text())
                .isEqualTo(means);
    }

    @Test
    void noEventIsLeftOut() {
        assertThat(events().<Object>map(row -> row.get()[0].getClass()).distinct())
                .containsExactlyInAnyOrder(
                        Stream.of(HssEvent.class, OwnRunEvent.class)
                                .flatMap(family -> Stream.of(family.getDeclaredClasses()))
                                .toArray());
    }
}
