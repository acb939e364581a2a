package dev.bestow.mme;

import static dev.bestow.mme.AttachBench.ATTACH;
import static dev.bestow.mme.AttachBench.PDN_REQUEST;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.wire.nas.SecurityHeaderType;
import dev.bestow.wire.s6a.AccessSecurity;
import dev.bestow.wire.s6a.CancelLocationAnswer;
import dev.bestow.wire.s6a.CancelLocationRequest;
import dev.bestow.wire.s6a.CancellationType;
import dev.bestow.wire.s6a.NotifyRequest;
import dev.bestow.wire.s6a.SubscriptionData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// What the MME answers to what UEs send, right or wrong, octet by octet.
class AttachAnswersTest {
    private static final String DETACH = "0745010bf600f110800112c0de0001";
    private static final String DETACH_SWITCH_OFF = "0745090bf600f110800112c0de0001";
    private static final String DETACH_ACCEPT = "0746";
    private static final String ATTACH_COMPLETE = "074300035200c2";

    @ParameterizedTest
    @CsvSource({
        // The parity bit says even, and there are 15 digits.
        "07417108011010000000002002e06000040201d011, 074460",
        "0741710809101000000000a002e06000040201d011, 074460",
        "07417108091010000000002001e000040201d011, 074460",
        "0741710bf6ffffff8001120102030402e06000040201d011, 074460",
        "07417108091010000000002002e06000040201d0110f0100, 074463",
        "0741, 074460",
        "07417108091010000000002002e06000040701d011, 07446f",
        "07417108091010000000002002e060000202, 074460",
    })
    void anAttachRequestWithAProtocolErrorIsRejectedWithItsCause(String attach, String reject) {
        assertThat(new AttachBench().plain(attach)).containsExactly(reject);
    }

    @ParameterizedTest
    @CsvSource({
        "02ffd151, 0200d151",
        "0200d051, 0200d151",
        "0205d071, 0205d160",
        "0205d9, 0205d161",
        "5200c2, 0200d162",
    })
    void whatSessionManagementRefusesIsRejectedUnderItsTransaction(String esm, String answer) {
        String attach = ATTACH + "%04x".formatted(esm.length() / 2) + esm;
        assertThat(new AttachBench().plain(attach)).containsExactly("074413" + "780004" + answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "07417608091010000000002002e06000040201d011",
                "0741760bf600f110800112c0de000102e06000040201d014",
                "074176084b0951243032578102e06000040201d014"
            })
    void anEmergencyAttachIsRefusedByAnMmeWithoutThatService(String attach) {
        assertThat(new AttachBench().plain(attach)).containsExactly("074405");
    }

    /// GEA1 is the first bit of octet 1, GEA2 and GEA3 stand in octet 2 (TS 24.008 clause 10.5.5.12).
    @Test
    void securityModeReplaysTheGprsAlgorithmsOfTheUe() {
        assertThat(new AttachBench().challenged(ATTACH + PDN_REQUEST + "3103e5e034"))
                .isEqualTo("075d2200" + "05f070000070");
        assertThat(new AttachBench().challenged(ATTACH + PDN_REQUEST))
                .isEqualTo("075d2200" + "02f070");
    }

    @Test
    void theBearerIsSetUpUnderTheTransactionOfWhoAskedForIt() {
        assertThat(new AttachBench().attached(ATTACH + "00040213d011")).contains("5213c101090");
        assertThat(new AttachBench().attached(ATTACH + "000402fed011")).contains("52fec101090");
    }

    @Test
    void anAttachWithoutPdnConnectionIsAcceptedWithoutABearer() {
        AttachBench bench = new AttachBench();
        assertThat(bench.attached(ATTACH + "00030200f4"))
                .startsWith("074201")
                .contains("00030200f4" + "500bf6");
        assertThat(bench.secured("074300030200f4")).isEmpty();
        assertThat(bench.secured(DETACH)).containsExactly(DETACH_ACCEPT);
    }

    /// As soon as the UE has acknowledged its bearer, and no sooner.
    @Test
    void aPdnConnectionIsToldOfWhereTheHssPushesKeysThen() {
        AttachBench bench = new AttachBench("1B");
        bench.attached(ATTACH + PDN_REQUEST);
        assertThat(bench.notified()).isEmpty();
        bench.secured(ATTACH_COMPLETE);
        assertThat(bench.notified())
                .containsExactly(
                        new NotifyRequest(AttachBench.IMSI, "iot", new AccessSecurity(2, 2)));
        bench.secured(ATTACH_COMPLETE);
        assertThat(bench.notified()).as("the UE repeats itself").hasSize(1);
    }

    @Test
    void aUeWithoutPdnConnectionAndAnMmeOfOtherRowsTellOfNone() {
        AttachBench withoutBearer = new AttachBench("1B");
        withoutBearer.attached(ATTACH + "00030200f4");
        withoutBearer.secured("074300030200f4");
        assertThat(withoutBearer.notified()).isEmpty();
        for (String solution : List.of("1A", "1D", "10", "11", "12")) {
            AttachBench bench = new AttachBench(solution);
            bench.attached(ATTACH + PDN_REQUEST);
            bench.secured(ATTACH_COMPLETE);
            assertThat(bench.notified()).as(solution).isEmpty();
        }
    }

    @Test
    void aDetachWithoutSwitchOffIsAcceptedEachTimeItComes() {
        AttachBench bench = AttachBench.registered();
        assertThat(bench.secured(DETACH)).containsExactly(DETACH_ACCEPT);
        assertThat(bench.secured(DETACH)).containsExactly(DETACH_ACCEPT);
        AttachBench other = AttachBench.registered();
        assertThat(other.secured(DETACH, SecurityHeaderType.INTEGRITY))
                .containsExactly(DETACH_ACCEPT);
    }

    @Test
    void aDetachWithSwitchOffIsNotAnswered() {
        assertThat(AttachBench.registered().secured(DETACH_SWITCH_OFF)).isEmpty();
        assertThat(new AttachBench().plain(DETACH_SWITCH_OFF)).isEmpty();
    }

    @Test
    void aDetachOfAUeWhoseKeysAreGoneIsAcceptedSoThatItStopsAsking() {
        assertThat(new AttachBench().plain(DETACH)).containsExactly(DETACH_ACCEPT);
        assertThat(new AttachBench().plain("17aabbccdd05" + DETACH)).containsExactly(DETACH_ACCEPT);
    }

    private static List<String> cancelled(AttachBench bench, CancellationType type, boolean back) {
        var request = new CancelLocationRequest(AttachBench.IMSI, type, back);
        assertThat(bench.mme().onCancelLocation(request))
                .isEqualTo(new CancelLocationAnswer.Success());
        return bench.sentUnderKeys();
    }

    @Test
    void aUeWhoseSubscriptionIsWithdrawnIsDetachedUntilItAnswers() {
        AttachBench bench = AttachBench.registered();
        assertThat(cancelled(bench, CancellationType.SUBSCRIPTION_WITHDRAWAL, false))
                .containsExactly("074502");
        assertThat(cancelled(bench, CancellationType.SUBSCRIPTION_WITHDRAWAL, false))
                .as("the HSS repeats itself")
                .isEmpty();
        bench.pass(MmeConfig.Limits.DEFAULT.retransmitMs());
        assertThat(bench.sentUnderKeys()).containsExactly("074502");
        assertThat(bench.plain(DETACH_ACCEPT)).as("of a stranger").isEmpty();
        assertThat(bench.mme().attachedLinks()).isEqualTo(1);
        assertThat(bench.secured(DETACH_ACCEPT)).isEmpty();
        assertThat(bench.mme().attachedLinks()).isZero();
        bench.pass(MmeConfig.Limits.DEFAULT.retransmitMs());
        assertThat(bench.sentUnderKeys()).isEmpty();
    }

    @Test
    void aUeThatDoesNotAnswerADetachIsForgotten() {
        AttachBench bench = AttachBench.registered();
        cancelled(bench, CancellationType.SUBSCRIPTION_WITHDRAWAL, false);
        for (int i = 0; i < 5; i++) {
            bench.pass(MmeConfig.Limits.DEFAULT.retransmitMs());
        }
        assertThat(bench.sentUnderKeys()).hasSize(4);
        assertThat(bench.mme().attachedLinks()).isZero();
    }

    @Test
    void aUeThatItsHssWantsBackIsToldSo() {
        assertThat(
                        cancelled(
                                AttachBench.registered(),
                                CancellationType.SUBSCRIPTION_WITHDRAWAL,
                                true))
                .containsExactly("074501");
    }

    @Test
    void aUeThatIsServedElsewhereHearsNothingFromHere() {
        AttachBench bench = AttachBench.registered();
        assertThat(cancelled(bench, CancellationType.MME_UPDATE_PROCEDURE, false)).isEmpty();
        assertThat(bench.mme().attachedLinks()).isZero();
    }

    /// The HSS withdraws while it is asked for the subscription.
    @ParameterizedTest
    @EnumSource(names = {"SUBSCRIPTION_WITHDRAWAL", "MME_UPDATE_PROCEDURE"})
    void anAttachThatIsCancelledIsRefused(CancellationType type) {
        AttachBench bench = new AttachBench();
        bench.subscriptionIsLate();
        bench.challenged(ATTACH + PDN_REQUEST);
        assertThat(bench.secured("075e", SecurityHeaderType.CIPHERED_NEW_CONTEXT)).isEmpty();
        assertThat(cancelled(bench, type, false)).containsExactly("074411");
    }

    @Test
    void aMessageThatIsNotBuiltGetsAStatusWhenTheUeSentIt() {
        AttachBench bench = AttachBench.registered();
        assertThat(bench.secured("0748010bf600f110800112c0de0001")).containsExactly("076061");
        assertThat(bench.secured("075c")).containsExactly("076060");
        assertThat(bench.secured("076061")).isEmpty();
        assertThat(bench.secured("0343")).isEmpty();
    }

    /// Whatever somebody without the keys sends, the UE's own keys sign nothing for it, it gets no more octets
    /// than it sent, and the UE stays registered.
    @ParameterizedTest
    @CsvSource({
        "0741, 074460",
        "07417608091010000000002002e06000040201d011, 074405",
        "07417108091010000000002002e06000040201d0110f0100, 074463",
        "17aabbccdd050741, 074460",
        DETACH + ", ''",
        "0748010bf600f110800112c0de0001, ''",
        "075c, ''",
        "076061, ''",
        "0755, ''",
        "c7aabbcc, ''",
        "00, ''",
        "07, ''",
    })
    void aStrangerEndsNoRegistrationAndGetsNothingUnderItsKeys(String pdu, String answer) {
        AttachBench bench = AttachBench.registered();
        if (answer.isEmpty()) {
            assertThat(bench.plain(pdu)).isEmpty();
        } else {
            assertThat(bench.plain(pdu)).containsExactly(answer);
        }
        assertThat(bench.secured(DETACH)).containsExactly(DETACH_ACCEPT);
    }

    /// In the middle of an attach too: its own accept still comes.
    @Test
    void aStrangersBadAttachRequestDoesNotEndTheAttachUnderWay() {
        AttachBench bench = new AttachBench();
        bench.challenged(ATTACH + PDN_REQUEST);
        assertThat(bench.plain("0741")).containsExactly("074460");
        assertThat(bench.secured("075e", SecurityHeaderType.CIPHERED_NEW_CONTEXT).getFirst())
                .startsWith("0742");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iot_test", "*", "", "a..b", "LONG"})
    void anAccessPointThatNoMessageCanCarryIsNoSilence(String apn) {
        AttachBench bench = new AttachBench();
        String name = apn.equals("LONG") ? "a".repeat(400) : apn;
        bench.subscription(new SubscriptionData(null, null, AccessProfile.standard(name), null));
        assertThat(bench.attached(ATTACH + PDN_REQUEST)).isEqualTo("074411");
        assertThat(bench.mme().unforeseenFailures()).isEqualTo(1);
        bench.subscription(StartedMme.subscription());
        assertThat(bench.attached(ATTACH + PDN_REQUEST)).startsWith("0742");
    }

    /// A timer, an answer and a PDU find the link broken: each is counted, and none stops the procedure from
    /// taking the next attach.
    @Test
    void whateverIsThrownInACallbackIsCountedAndTheNextAttachIsServed() {
        AttachBench bench = new AttachBench();
        bench.challenged(ATTACH + PDN_REQUEST);
        bench.breakLink();
        bench.pass(MmeConfig.Limits.DEFAULT.retransmitMs());
        // The retransmission, and then the refusal.
        assertThat(bench.mme().unforeseenFailures()).isEqualTo(2);
        bench.plain(ATTACH + PDN_REQUEST);
        assertThat(bench.mme().unforeseenFailures()).isEqualTo(4);
        bench.mendLink();
        assertThat(bench.attached(ATTACH + PDN_REQUEST)).startsWith("0742");
    }
}
