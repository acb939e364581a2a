package dev.bestow.ue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.aka.MobileEquipment;
import dev.bestow.aka.Usim;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.Eksi;
import dev.bestow.core.Guti;
import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.keys.Kasme;
import dev.bestow.wire.nas.AuthenticationFailure;
import dev.bestow.wire.nas.AuthenticationReject;
import dev.bestow.wire.nas.AuthenticationRequest;
import dev.bestow.wire.nas.AuthenticationResponse;
import dev.bestow.wire.nas.EmmCause;
import dev.bestow.wire.nas.GutiReallocationCommand;
import dev.bestow.wire.nas.GutiReallocationComplete;
import dev.bestow.wire.nas.NasSecurity;
import dev.bestow.wire.nas.SecurityModeComplete;
import dev.bestow.wire.nas.SecurityModeReject;
import dev.bestow.wire.nas.UeNetworkCapability;
import dev.bestow.wire.nas.UplinkEmm;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The network authenticates a device that is attached, which keeps what it has until it has something new.
class ReauthenticationTest {
    private static final Guti GUTI = new Guti(NetworkEnd.PLMN, 0x8001, 0x12, 0xc0de0001);
    private static final Guti RENAMED = new Guti(NetworkEnd.PLMN, 0x8001, 0x12, 0xc0de0002);

    private static final long LIFE_MS = 3_600_000;

    private final NetworkEnd network = new NetworkEnd();
    private final List<UplinkEmm> sent = new ArrayList<>();
    private Usim card = network.usim();
    private byte[] last = {};
    private final ManualTimers ageing = new ManualTimers();
    private final KeyAge age = new KeyAge(ageing, LIFE_MS);
    private final AttachProcedure procedure =
            new AttachProcedure(
                    new UeConfig(
                            Imsi.parse("001010000000001"),
                            NetworkEnd.PLMN,
                            UeConfig.Limits.DEFAULT),
                    new MobileEquipment((rand, autn) -> card.authenticate(rand, autn)),
                    new NasChannel(this::keep),
                    new ManualTimers(),
                    age);

    @BeforeEach
    void attach() {
        network.connect(procedure::onPdu);
        attach(1);
    }

    private void attach(int eksi) {
        network.restart();
        var _ = procedure.attach();
        network.challenge(eksi);
        network.command(eksi);
        network.accept(GUTI);
        sent.clear();
    }

    private void keep(UplinkEmm message, byte[] plain, byte[] pdu) {
        sent.add(message);
        last = pdu;
    }

    private EpsContext inUse() {
        return Objects.requireNonNull(procedure.whenRegistered(AttachState.Registered::current));
    }

    private static void assertWiped(EpsContext context) {
        assertThatThrownBy(() -> context.kasme().octets().use(octets -> octets.length))
                .isInstanceOf(IllegalStateException.class);
    }

    private void assertUses(int run) {
        assertThat(inUse().rand()).isEqualTo(NetworkEnd.rand(run));
        int octets = inUse().kasme().octets().use(kasme -> kasme.length);
        assertThat(octets).isEqualTo(Kasme.OCTETS);
    }

    @Test
    void theNewKeySetIsInUseFromSecurityModeCompleteOn() {
        EpsContext before = inUse();
        network.challenge(2);
        assertThat(sent).hasExactlyElementsOfTypes(AuthenticationResponse.class);
        assertThat(network.understands(last)).as("under the keys of before").isTrue();
        assertUses(1);
        network.offer();
        network.command(2);
        assertThat(sent.getLast()).isInstanceOf(SecurityModeComplete.class);
        assertThat(network.understands(last)).as("under the new ones").isTrue();
        assertUses(2);
        assertThat(inUse().eksi()).isEqualTo(new Eksi(2));
        assertWiped(before);
        network.send(new GutiReallocationCommand(RENAMED, null));
        assertThat(sent.getLast()).isEqualTo(new GutiReallocationComplete());
        assertThat(procedure.whenRegistered(AttachState.Registered::guti)).isEqualTo(RENAMED);
    }

    /// The new keys' own time begins.
    @Test
    void keysAgeFromWhenTheyAreTakenIntoUse() {
        network.challenge(2);
        network.offer();
        network.command(2);
        assertThat(ageing.delaysMs()).containsExactly(LIFE_MS);
        ageing.expireLast();
        assertThat(age.isReached(NetworkEnd.rand(1))).isFalse();
        assertThat(age.isReached(NetworkEnd.rand(2))).isTrue();
    }

    @Test
    void eachMessageThatComesTwiceIsAnsweredTwice() {
        NasSecurity before = network.keys();
        network.challenge(2);
        network.send(new AuthenticationRequest(new Eksi(2), NetworkEnd.rand(2), NetworkEnd.AUTN));
        assertThat(network.ckIks()).as("the card was asked once").hasSize(2);
        network.offer();
        network.command(2);
        network.command(2);
        network.send(new GutiReallocationCommand(RENAMED, null));
        network.send(new GutiReallocationCommand(RENAMED, null));
        assertThat(sent)
                .hasExactlyElementsOfTypes(
                        AuthenticationResponse.class,
                        AuthenticationResponse.class,
                        SecurityModeComplete.class,
                        SecurityModeComplete.class,
                        GutiReallocationComplete.class,
                        GutiReallocationComplete.class);
        assertThat(before).isNotEqualTo(network.keys());
    }

    /// The network gave the first up.
    @Test
    void anotherChallengeTakesThePlaceOfOneThatWasAnswered() {
        network.challenge(2);
        EpsContext first = procedure.keys().getLast();
        network.challenge(3);
        assertWiped(first);
        network.offer();
        network.command(3);
        assertUses(3);
    }

    @Test
    void whatNobodyProtectsIsNotAnswered() {
        NasSecurity before = network.keys();
        network.goBackTo(null);
        network.challenge(2);
        network.send(new AuthenticationReject());
        network.goBackTo(before);
        assertThat(sent).isEmpty();
        assertUses(1);
    }

    @Test
    void aKeySetThatCannotBeTakenIntoUseLeavesTheOneThatIs() {
        NasSecurity before = network.keys();
        network.challenge(1);
        network.offer();
        network.command(1);
        assertThat(sent.getLast())
                .isEqualTo(new SecurityModeReject(EmmCause.SECURITY_MODE_REJECTED));
        network.goBackTo(before);
        assertThat(network.understands(last)).as("under the keys of before").isTrue();
        assertUses(1);
        network.challenge(2);
        network.offer();
        network.command(2, new UeNetworkCapability(Octets.parseHex("capability", "e0e0")));
        assertThat(sent.getLast())
                .isEqualTo(new SecurityModeReject(EmmCause.SECURITY_CAPABILITIES_MISMATCH));
        network.goBackTo(before);
        network.challenge(3);
        network.offer();
        network.command(3);
        assertUses(4);
    }

    @Test
    void aCommandUnderOtherKeysIsNotHeard() {
        network.challenge(2);
        network.challenge(3);
        network.restart();
        card = (_, _) -> new UsimAnswer.MacFailure();
        network.challenge(4);
        network.offer();
        network.command(4);
        assertThat(sent).hasOnlyElementsOfType(AuthenticationResponse.class).hasSize(2);
        assertUses(1);
    }

    @Test
    void aCardThatRefusesOrIsGoneLeavesTheKeysInUse() {
        card = (_, _) -> new UsimAnswer.MacFailure();
        network.challenge(2);
        assertThat(sent).containsExactly(new AuthenticationFailure(EmmCause.MAC_FAILURE, null));
        assertThat(network.understands(last)).isTrue();
        card =
                (_, _) -> {
                    throw new UsimGone("was taken out");
                };
        network.challenge(3);
        assertThat(sent).hasSize(1);
        assertUses(1);
    }

    @Test
    void anAttachAndAnEndInTheMiddleWipeBothKeySets() {
        int eksi = 2;
        for (Runnable end :
                List.<Runnable>of(
                        () -> {
                            var _ = procedure.attach();
                        },
                        procedure::close)) {
            attach(eksi);
            network.challenge(++eksi);
            List<EpsContext> held = procedure.keys();
            assertThat(held).hasSize(2);
            end.run();
            assertThat(held).allSatisfy(ReauthenticationTest::assertWiped);
            assertThat(procedure.keys()).isEmpty();
        }
    }
}
