package dev.bestow.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.subscription.AccessPoint;
import dev.bestow.core.subscription.AccessProfile;
import dev.bestow.core.subscription.AccessRestrictions;
import dev.bestow.core.subscription.Bandwidth;
import dev.bestow.core.subscription.BearerQos;
import dev.bestow.core.subscription.NetworkAccessMode;
import dev.bestow.core.subscription.PdnType;
import dev.bestow.wire.diameter.ApplicationId;
import dev.bestow.wire.diameter.AvpDefinition;
import dev.bestow.wire.diameter.BaseAvps;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.CommandCode;
import dev.bestow.wire.diameter.CommandCodec;
import dev.bestow.wire.diameter.DecodeException;
import dev.bestow.wire.diameter.DecodeException.Kind;
import dev.bestow.wire.diameter.DiameterMessage;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.ErrorAnswer;
import dev.bestow.wire.diameter.MessageBuilder;
import dev.bestow.wire.diameter.Result;
import dev.bestow.wire.diameter.TgppAvps;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.S6aAvps;
import dev.bestow.wire.s6a.S6aCodec;
import dev.bestow.wire.s6a.SecurityPolicy;
import dev.bestow.wire.s6a.UpdateLocationAnswer;
import dev.bestow.wire.s6t.KeyPullAnswer;
import dev.bestow.wire.s6t.KeyPushAnswer;
import dev.bestow.wire.s6t.S6tCodec;
import dev.bestow.wire.t6a.ConnectionManagementAnswer;
import dev.bestow.wire.t6a.KeyAnswer;
import dev.bestow.wire.t6a.KeyConfirmAnswer;
import dev.bestow.wire.t6a.T6aCodec;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/// What a peer without Bestow, or with another vendor id, makes of us, and we of it; and that no key is printed.
class VendorAvpTest {
    @Test
    void featuresOfAnotherVendorAnnounceNothing() {
        var codec = new S6aCodec(new BestowAvps(4711)).authenticationInformation();
        assertThat(codec.decodeRequest(Spoken.air()).appKeySupported()).isFalse();
    }

    @Test
    void theKeyOfAnotherVendorIdIsReadOver() {
        var codec = new S6aCodec(new BestowAvps(4711)).authenticationInformation();
        assertThat(codec.decodeAnswer(Spoken.aia(Spoken.vector(1, true))))
                .isEqualTo(
                        new AuthenticationInformationAnswer.Success(
                                List.of(Spoken.vector(1, false))));
    }

    @Test
    void noVendorAvpSetsM() {
        assertThat(Spoken.BESTOW.all()).noneMatch(AvpDefinition::mandatory);
        assertThat(Spoken.BESTOW.all()).extracting(AvpDefinition::vendorId).containsOnly(32_473);
        IntStream codes =
                IntStream.concat(IntStream.rangeClosed(1, 25), IntStream.rangeClosed(27, 33));
        assertThat(Spoken.BESTOW.all())
                .extracting(AvpDefinition::code)
                .containsExactlyElementsOf(codes.boxed().toList());
    }

    @Test
    void aVendorIdThatBelongsToSomebodyElseIsRefused() {
        assertThatThrownBy(() -> new BestowAvps(0)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new BestowAvps(TgppAvps.VENDOR_ID))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void aSuccessOfAPeerWithoutBestowMeansNotSupported() {
        assertThat(
                        Spoken.T6A
                                .configurationInformation()
                                .decodeAnswer(bareSuccess(CommandCode.CONFIGURATION_INFORMATION)))
                .isEqualTo(new KeyAnswer.NotSupported());
        assertThat(
                        Spoken.T6A
                                .reportingInformation()
                                .decodeAnswer(bareSuccess(CommandCode.REPORTING_INFORMATION)))
                .isEqualTo(new KeyConfirmAnswer.NotSupported());
    }

    /// A node under another vendor id misses what we sent, and that is what it says.
    @Test
    void aPeerOfAnotherVendorIdMeansNotSupported() {
        var otherS6t = new S6tCodec(new BestowAvps(4711));
        var otherT6a = new T6aCodec(new BestowAvps(4711));
        assertThat(answered(Spoken.S6T.reportingInformation(), otherS6t.reportingInformation(), 4))
                .isEqualTo(new KeyPushAnswer.NotSupported());
        assertThat(answered(Spoken.T6A.reportingInformation(), otherT6a.reportingInformation(), 5))
                .isEqualTo(new KeyConfirmAnswer.NotSupported());
        assertThat(
                        answered(
                                Spoken.T6A.configurationInformation(),
                                otherT6a.configurationInformation(),
                                7))
                .isEqualTo(new KeyAnswer.NotSupported());
        assertThat(
                        answered(
                                Spoken.S6T.configurationInformation(),
                                otherS6t.configurationInformation(),
                                9))
                .isEqualTo(new KeyPullAnswer.NotSupported());
    }

    /// What `ours` reads out of the refusal `theirs` gives to the request of that command.
    private static <A> A answered(CommandCodec<?, A> ours, CommandCodec<?, A> theirs, int command) {
        Spoken<?, ?> spoken = Spoken.all().get(command);
        assertThat(spoken.codec().commandCode()).isEqualTo(ours.commandCode());
        DiameterMessage request = spoken.requestMessages().getFirst();
        DecodeException refusal =
                assertThrows(DecodeException.class, () -> theirs.decodeRequest(request));
        return ours.decodeAnswer(ErrorAnswer.to(request, Spoken.ANSWERER, refusal));
    }

    private static DiameterMessage bareSuccess(int commandCode) {
        MessageBuilder request = MessageBuilder.request(commandCode, ApplicationId.T6A, 0);
        Spoken.ENVELOPE.putInto(request);
        MessageBuilder answer = MessageBuilder.answerTo(request.build());
        Spoken.ANSWERER.putInto(answer, Result.SUCCESS);
        return answer.build();
    }

    @Test
    void aSubscriptionWithoutPolicyLetsNobodyHaveAKey() {
        MessageBuilder out =
                MessageBuilder.answerTo(
                        MessageBuilder.request(
                                        CommandCode.UPDATE_LOCATION,
                                        ApplicationId.S6A,
                                        DiameterMessage.FLAG_PROXIABLE)
                                .build());
        Spoken.ANSWERER.putInto(out, Result.SUCCESS);
        out.openGroup(S6aAvps.SUBSCRIPTION_DATA)
                .openGroup(S6aAvps.APN_CONFIGURATION_PROFILE)
                .put(S6aAvps.CONTEXT_IDENTIFIER, 2)
                .put(S6aAvps.ALL_APN_CONFIGURATIONS_INCLUDED_INDICATOR, 0);
        apn(out, 1, "other");
        apn(out, 2, "default");
        out.closeGroup().closeGroup();
        assertThat(Spoken.S6A.updateLocation().decodeAnswer(out.build()))
                .isInstanceOfSatisfying(
                        UpdateLocationAnswer.Success.class,
                        success -> {
                            assertThat(success.subscription().policy()).isNull();
                            assertThat(success.subscription().keyPolicy())
                                    .isEqualTo(SecurityPolicy.NOBODY);
                            assertThat(success.subscription().access())
                                    .as("what is left out reads as the standard")
                                    .isEqualTo(
                                            new AccessProfile(
                                                    NetworkAccessMode.PACKET_AND_CIRCUIT,
                                                    AccessRestrictions.NONE,
                                                    Bandwidth.STANDARD,
                                                    List.of(ipv4("default"), ipv4("other"))));
                        });
    }

    private static AccessPoint ipv4(String name) {
        return new AccessPoint(name, PdnType.IPV4, BearerQos.STANDARD, null);
    }

    private static void apn(MessageBuilder out, int context, String apn) {
        out.openGroup(S6aAvps.APN_CONFIGURATION)
                .put(S6aAvps.CONTEXT_IDENTIFIER, context)
                .put(S6aAvps.PDN_TYPE, 0)
                .put(BaseAvps.SERVICE_SELECTION, apn)
                .closeGroup();
    }

    @Test
    void aKeyAnswerMissesWhatItsStatusPromises() {
        Spoken<?, ?> command = Spoken.all().get(7);
        int removed = 0;
        for (DiameterMessage message : command.answerMessages()) {
            AvpTree root = AvpTree.of(message);
            for (AvpTree group : root.groups()) {
                for (AvpTree child : List.copyOf(group.inside())) {
                    if (!group.name().equals("Key-Answer")) {
                        continue;
                    }
                    int at = group.inside().indexOf(child);
                    group.inside().remove(at);
                    DecodeException e =
                            assertThrows(
                                    DecodeException.class,
                                    () -> command.codec().decodeAnswer(root.message()));
                    assertThat(e.kind()).as(child.name()).isEqualTo(Kind.AVP_MISSING);
                    group.inside().add(at, child);
                    removed++;
                }
            }
        }
        assertThat(removed).isEqualTo(3 * 9 + 2 * 2 + 2);
    }

    @Test
    void aKeyNeverGoesToARealm() {
        Envelope anywhere = new Envelope("a.test;1;2", "a.test", "a.test", null, "home.test");
        var push = Spoken.all().get(4);
        assertThatThrownBy(() -> pushTo(push, anywhere))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static <Q, A> DiameterMessage pushTo(Spoken<Q, A> command, Envelope envelope) {
        return command.codec().encodeRequest(command.requests().getFirst(), envelope);
    }

    @Test
    void aRefusedConfirmationIsNoSuccess() {
        assertThatThrownBy(() ->
                        new ConnectionManagementAnswer.Success(new KeyConfirmAnswer.Refused(5003)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void noKeyIsPrinted() {
        String vector = Spoken.vector(1, true).toString();
        assertThat(vector).doesNotContain("4041").doesNotContain("6061").doesNotContain("a1a2");
        Spoken.all()
                .forEach(command -> {
                    command.requests().forEach(each -> printsNoKey(each.toString()));
                    command.answers().forEach(each -> printsNoKey(each.toString()));
                });
    }

    private static void printsNoKey(String printed) {
        assertThat(printed)
                .doesNotContain("40414243")
                .doesNotContain("60616263")
                .doesNotContain("80818283")
                .doesNotContain(Spoken.IMSI.digits());
    }
}
