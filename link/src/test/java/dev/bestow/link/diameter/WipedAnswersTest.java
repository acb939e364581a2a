package dev.bestow.link.diameter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Imsi;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.Kasme;
import dev.bestow.keys.Ks;
import dev.bestow.wire.diameter.BestowAvps;
import dev.bestow.wire.diameter.Envelope;
import dev.bestow.wire.diameter.Origin;
import dev.bestow.wire.s6a.AuthenticationInformationAnswer;
import dev.bestow.wire.s6a.AuthenticationInformationRequest;
import dev.bestow.wire.s6a.EutranVector;
import dev.bestow.wire.s6a.S6aCodec;

import org.junit.jupiter.api.Test;

import java.util.List;

/// The keys of an answer are gone once it is encoded.
class WipedAnswersTest {
    private static final S6aCodec S6A = new S6aCodec(new BestowAvps(BestowAvps.DEFAULT_VENDOR_ID));

    private static EutranVector vector(int number) {
        return new EutranVector(
                number,
                new Rand(Octets.copyOf(new byte[16])),
                Octets.copyOf(new byte[8]),
                Octets.copyOf(new byte[EutranVector.AUTN_OCTETS]),
                new Kasme(Secret.taking(new byte[Kasme.OCTETS])),
                new Ks(Secret.taking(new byte[Ks.OCTETS])));
    }

    @Test
    void theKeysOfAnAnswerAreWipedOnceItIsEncoded() {
        long before = Secret.live();
        CommandRouter router = new CommandRouter(new Origin("hss.test", "home.test"));
        router.on(
                S6A.authenticationInformation(),
                PeerRole.MME,
                (_, _) ->
                        new AuthenticationInformationAnswer.Success(List.of(vector(1), vector(2))));
        var asked =
                new AuthenticationInformationRequest(
                        Imsi.parse("001010000000001"), new PlmnId("001", "01"), 2, null, true);
        var envelope = new Envelope("mme.test;1;1", "mme.test", "home.test", null, "home.test");
        var answer =
                router.handle(
                        S6A.authenticationInformation().encodeRequest(asked, envelope),
                        new Requester(
                                "mme.test",
                                new Origin("mme.test", "home.test"),
                                PeerRole.MME,
                                new Requester.HopSecurity(true, true, false)));
        assertThat(Secret.live()).isEqualTo(before);
        try (var read = S6A.authenticationInformation().decodeAnswer(answer)) {
            assertThat(read).isInstanceOf(AuthenticationInformationAnswer.Success.class);
        }
        assertThat(Secret.live()).isEqualTo(before);
    }
}
