package dev.bestow.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.Autn;
import dev.bestow.aka.Auts;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.E2mAnswer;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnProfile;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;
import dev.bestow.ue.card.CardUsim;
import dev.bestow.usim.Personalisation;
import dev.bestow.usim.SimulatedCard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;

/// The applet against the sets of TS 35.208, over the APDUs any card gets. e2m keys are agreed on when a
/// bit of AMF says so that no set has, so CK and IK come out as published.
class CardMilenageVectors {
    private static final SqnProfile PROFILE = SqnProfile.STANDARD;

    private static List<VectorRow> sets() {
        return VectorRow.file("milenage_35208").rows("vectors");
    }

    /// A card that takes the SQN of the set as its next, and later stands there.
    private static SimulatedCard card(VectorRow set) {
        Sqn sqn = Sqn.decode(set.octets("sqn"));
        int otherBits = ~Amf.decode(set.octets("amf")).value() & 0x00ff;
        Amf never = new Amf(Integer.lowestOneBit(otherBits));
        Sqn start = PROFILE.sqn(PROFILE.seq(sqn) - 1, 0);
        return SimulatedCard.of(
                new Personalisation(set.octets("k"), set.octets("opc"), start, never));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void theCardAnswersAsPublished(VectorRow set) {
        Rand rand = new Rand(set.octets("rand"));
        Autn autn = new Autn(set.octets("autn"));
        try (CardUsim usim = CardUsim.open(card(set))) {
            assertThat(usim.authenticate(rand, autn))
                    .isEqualTo(new UsimAnswer.Success(set.octets("f2_res"), ckIk(set)));
            assertThat(usim.authenticate(rand, autn))
                    .isEqualTo(
                            new UsimAnswer.SynchronisationFailure(
                                    new Auts(
                                            set.octets("auts_if_sqn_ms_equals_sqn_and_amf_zero"))));
        }
    }

    /// `derivations.py` computes it, with no code of ours, of CK, IK and RAND of the worked example.
    @Test
    void theKeySetOnTheCardIsTheOneComputedBesideIt() {
        VectorRow computed =
                VectorRow.file("derivations").rows("steps").stream()
                        .filter(row -> row.text("name").equals("e2m key set"))
                        .findFirst()
                        .orElseThrow();
        VectorRow example = VectorRow.file("nas_worked_example");
        Rand rand = new Rand(computed.octetsList("params").getLast());
        var keys = Personalisation.of(example.octets("k"), example.octets("opc"));
        try (CardUsim usim = CardUsim.open(SimulatedCard.of(keys))) {
            assertThat(usim.authenticate(rand, autn(keys, rand)))
                    .isInstanceOf(UsimAnswer.Success.class);
            assertThat(usim.e2mKeySet())
                    .isInstanceOfSatisfying(
                            E2mAnswer.Held.class,
                            held ->
                                    assertThat(held.keySet().octets())
                                            .isEqualTo(computed.secret("out")));
        }
    }

    private static Autn autn(Personalisation keys, Rand rand) {
        try (Credentials credentials = keys.credentials()) {
            return AuthenticationCentre.quintet(credentials, rand, PROFILE.sqn(1, 0), Amf.EPS)
                    .autn();
        }
    }

    private static CkIk ckIk(VectorRow set) {
        String hex = set.text("f3_ck") + set.text("f4_ik");
        return new CkIk(Secret.taking(Octets.parseHex("CK||IK", hex).toArray()));
    }
}
