package dev.bestow.ue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.aka.MobileEquipment;
import dev.bestow.core.AsId;
import dev.bestow.core.EmseId;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.E2mIntKey;
import dev.bestow.keys.E2mKey;
import dev.bestow.keys.Ks;
import dev.bestow.keys.KsAs;
import dev.bestow.keys.solution.SolutionTable;
import dev.bestow.wire.nas.AttachComplete;
import dev.bestow.wire.nas.AttachReject;
import dev.bestow.wire.nas.AttachRequest;
import dev.bestow.wire.nas.AuthenticationReject;
import dev.bestow.wire.nas.AuthenticationResponse;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.IdentityRequest;
import dev.bestow.wire.nas.IdentityType;
import dev.bestow.wire.nas.SecurityModeComplete;
import dev.bestow.wire.nas.SecurityModeReject;
import dev.bestow.wire.nas.UeNetworkCapability;
import dev.bestow.wire.nas.UplinkEmm;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What the UE takes from a network, and what it keeps of it.
final class AttachProcedureTest {
    private static final Guti GUTI = new Guti(NetworkEnd.PLMN, 0x8001, 0x12, 0xc0de0001);
    private static final EmmCause UNSPECIFIED = EmmCause.SECURITY_MODE_REJECTED;

    private final ManualTimers timers = new ManualTimers();
    private final NetworkEnd network = new NetworkEnd();
    private final List<UplinkEmm> sent = new ArrayList<>();
    private final List<Boolean> plainly = new ArrayList<>();
    private final AttachProcedure procedure =
            new AttachProcedure(
                    new UeConfig(
                            Imsi.parse("001010000000001"),
                            NetworkEnd.PLMN,
                            UeConfig.Limits.DEFAULT),
                    new MobileEquipment(network.usim()),
                    new NasChannel(this::keep),
                    timers,
                    new KeyAge(new ManualTimers(), 1));

    @BeforeEach
    void connect() {
        network.connect(procedure::onPdu);
    }

    private void keep(UplinkEmm message, byte[] plain, byte[] pdu) {
        sent.add(message);
        plainly.add(plain.length == pdu.length);
    }

    private CompletableFuture<AttachOutcome> attach() {
        network.restart();
        return procedure.attach();
    }

    private AttachOutcome attachedUnder(int eksi) {
        CompletableFuture<AttachOutcome> outcome = attach();
        network.challenge(eksi);
        network.command(eksi);
        network.accept(GUTI);
        return outcome.getNow(new AttachOutcome.NoAnswer());
    }

    private void assertNothingIsHeld() {
        assertThat(procedure.keys()).isEmpty();
        assertThat(network.ckIks()).allSatisfy(AttachProcedureTest::assertWiped);
    }

    private static void assertWiped(Secret secret) {
        assertThatThrownBy(() -> secret.use(octets -> octets.length))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void assertWiped(EpsContext context) {
        assertWiped(context.kasme().octets());
        assertWiped(context.ksOfCkIk().octets());
        assertWiped(context.ksPushed().octets());
        assertWiped(context.e2mIntKey().octets());
    }

    private EpsContext held() {
        return procedure.keys().getFirst();
    }

    @Test
    void attachesWithTheKeySetThatBothMessagesName() {
        assertThat(attachedUnder(3)).isEqualTo(new AttachOutcome.Attached(GUTI));
        assertThat(held().eksi().value()).isEqualTo(3);
        assertThat(held().rand()).isEqualTo(NetworkEnd.rand(1));
        assertThat(sent)
                .hasExactlyElementsOfTypes(
                        AttachRequest.class,
                        AuthenticationResponse.class,
                        SecurityModeComplete.class,
                        AttachComplete.class);
    }

    /// The key is that of the row, and of the endpoint it serves.
    @Test
    void eachRowHasItsKeyOfTheRun() {
        attachedUnder(3);
        var ckIk = new CkIk(NetworkEnd.ckIk(1));
        var emse = new EmseId("emse.example");
        for (String row : List.of("2", "10")) {
            assertThat(held().leaf(SolutionTable.named(row), emse.fqdn()))
                    .isEqualTo(E2mKey.from(E2mIntKey.from(ckIk), emse));
        }
        var as = new AsId("as.example");
        assertThat(held().leaf(SolutionTable.named("11"), as.fqdn()))
                .isEqualTo(KsAs.from(Ks.from(ckIk), as));
        assertThat(held().leaf(SolutionTable.named("11-kasme"), as.fqdn()))
                .isEqualTo(KsAs.from(Ks.from(held().kasme()), as));
        assertThat(held().leaf(SolutionTable.named("12"), as.fqdn()))
                .isEqualTo(KsAs.from(Ks.pushed(ckIk), as));
    }

    /// Somebody changed the eKSI of the AUTHENTICATION REQUEST, which nothing protects.
    @Test
    void anEksiThatDiffersFromTheProtectedOneIsNotTakenIntoUse() {
        CompletableFuture<AttachOutcome> outcome = attach();
        network.challenge(1);
        EpsContext partial = held();
        network.command(2);
        assertThat(sent.getLast()).isEqualTo(new SecurityModeReject(UNSPECIFIED));
        assertThat(plainly.getLast()).as("there was no context in use before").isTrue();
        assertThat(outcome)
                .isCompletedWithValue(new AttachOutcome.SecurityModeRejected(UNSPECIFIED));
        assertWiped(partial);
        assertNothingIsHeld();
        assertThat(timers.delaysMs()).isEmpty();
    }

    @Test
    void theEksiOfTheKeySetInUseIsNotTakenIntoUseAgain() {
        attachedUnder(4);
        CompletableFuture<AttachOutcome> outcome = attach();
        network.challenge(4);
        network.command(4);
        assertThat(sent.getLast()).isEqualTo(new SecurityModeReject(UNSPECIFIED));
        assertThat(outcome)
                .isCompletedWithValue(new AttachOutcome.SecurityModeRejected(UNSPECIFIED));
        assertNothingIsHeld();
        assertThat(attachedUnder(5)).isEqualTo(new AttachOutcome.Attached(GUTI));
    }

    /// Else a network that lost its memory, or counts no eKSIs at all, would lock the device out.
    @Test
    void onceRefusedOrForgottenByTheNetworkAnEksiIsNewAgain() {
        attachedUnder(0);
        var _ = attach();
        network.challenge(0);
        network.command(0);
        assertThat(attachedUnder(0)).isEqualTo(new AttachOutcome.Attached(GUTI));

        var _ = attach();
        network.send(new IdentityRequest(IdentityType.IMSI));
        network.challenge(0);
        network.command(0);
        network.accept(GUTI);
        assertThat(held().rand()).isEqualTo(NetworkEnd.rand(4));
    }

    /// The network missed SECURITY MODE COMPLETE and tells the key set of its next run by the same eKSI.
    @Test
    void anEksiThatNoGutiCameUnderIsStillNew() {
        var _ = attach();
        network.challenge(0);
        network.command(0);
        assertThat(attachedUnder(0)).isEqualTo(new AttachOutcome.Attached(GUTI));
    }

    @Test
    void aRepeatedCommandIsAnsweredAgainAndOneForAnotherKeySetIsNot() {
        var _ = attach();
        network.challenge(1);
        network.command(1);
        network.command(1);
        assertThat(sent.stream().filter(SecurityModeComplete.class::isInstance)).hasSize(2);
        network.command(2);
        assertThat(sent).hasSize(4);
    }

    @Test
    void capabilitiesThatSomebodyTookAwayEndTheAttempt() {
        CompletableFuture<AttachOutcome> outcome = attach();
        network.challenge(1);
        EpsContext partial = held();
        network.command(1, new UeNetworkCapability(Octets.parseHex("capability", "e0e0")));
        var mismatch = EmmCause.SECURITY_CAPABILITIES_MISMATCH;
        assertThat(sent.getLast()).isEqualTo(new SecurityModeReject(mismatch));
        assertThat(outcome).isCompletedWithValue(new AttachOutcome.SecurityModeRejected(mismatch));
        assertWiped(partial);
    }

    @Test
    void everyWayOutOfAnAttachWipesItsKeys() {
        List<Runnable> waysOut =
                List.of(
                        () -> {
                            var _ = attach();
                        },
                        procedure::close,
                        timers::expireLast,
                        () -> network.send(new AuthenticationReject()),
                        () -> network.send(new AttachReject(EmmCause.NETWORK_FAILURE)));
        for (int way = 0; way < waysOut.size(); way++) {
            Runnable wayOut = waysOut.get(way);
            var _ = attach();
            network.challenge(0);
            EpsContext partial = held();
            wayOut.run();
            assertWiped(partial);
            assertNothingIsHeld();

            var _ = attach();
            network.challenge(1 + way);
            network.command(1 + way);
            EpsContext taken = held();
            wayOut.run();
            assertWiped(taken);
            assertNothingIsHeld();
        }
    }

    @Test
    void attachingAgainAndClosingWipeTheKeysThatWereInUse() {
        attachedUnder(0);
        EpsContext first = held();
        attachedUnder(1);
        assertWiped(first);
        EpsContext second = held();
        procedure.close();
        assertWiped(second);
        assertNothingIsHeld();
    }

    @Test
    void whatArrivesAfterAnAttemptFailedFindsNoKeys() {
        var _ = attach();
        network.challenge(0);
        timers.expireLast();
        int before = sent.size();
        network.command(0);
        network.accept(GUTI);
        assertThat(sent).hasSize(before);
        assertNothingIsHeld();
    }
}
