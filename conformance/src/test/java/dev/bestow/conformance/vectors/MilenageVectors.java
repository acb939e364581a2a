package dev.bestow.conformance.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.AkaAnswer;
import dev.bestow.aka.AkaFunctions;
import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.AuthenticationVector;
import dev.bestow.aka.Auts;
import dev.bestow.aka.AutsCheck;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.Milenage;
import dev.bestow.aka.Opc;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SubscriberKey;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.stream.Stream;

/// MILENAGE against the sets of TS 35.207 and TS 35.208.
class MilenageVectors {
    private static Stream<VectorRow> sets() {
        return Stream.of("milenage_35207", "milenage_35208")
                .flatMap(file -> VectorRow.file(file).rows("vectors").stream());
    }

    private static Stream<VectorRow> tokens() {
        return VectorRow.file("milenage_35208").rows("vectors").stream();
    }

    private static Credentials credentials(VectorRow set) {
        return Credentials.milenage(new SubscriberKey(set.secret("k")), new Opc(set.secret("opc")));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void opcIsThePublishedOne(VectorRow set) {
        assertThat(Milenage.opc(new SubscriberKey(set.secret("k")), set.secret("op")).octets())
                .isEqualTo(set.secret("opc"));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void everyFunctionGivesThePublishedFigure(VectorRow set) {
        Rand rand = new Rand(set.octets("rand"));
        Sqn sqn = Sqn.decode(set.octets("sqn"));
        Amf amf = Amf.decode(set.octets("amf"));
        try (AkaFunctions functions = credentials(set).functions();
                AkaAnswer answer = functions.f2345(rand)) {
            assertThat(functions.f1(rand, sqn, amf)).isEqualTo(set.octets("f1"));
            assertThat(functions.f1Star(rand, sqn, amf)).isEqualTo(set.octets("f1star"));
            assertThat(answer.res()).isEqualTo(set.octets("f2_res"));
            assertThat(answer.ckIk().octets()).isEqualTo(ckIk(set));
            assertThat(answer.ak()).isEqualTo(set.octets("f5_ak"));
            assertThat(functions.f5Star(rand)).isEqualTo(set.octets("f5star_ak"));
        }
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void quintetAndAutsFollow(VectorRow set) {
        Rand rand = new Rand(set.octets("rand"));
        Sqn sqn = Sqn.decode(set.octets("sqn"));
        try (Credentials credentials = credentials(set);
                AuthenticationVector quintet =
                        AuthenticationCentre.quintet(
                                credentials, rand, sqn, Amf.decode(set.octets("amf")))) {
            assertThat(quintet.autn().octets()).isEqualTo(set.octets("autn"));
            assertThat(quintet.xres()).isEqualTo(set.octets("f2_res"));
            assertThat(quintet.ckIk().octets()).isEqualTo(ckIk(set));
            Auts auts = new Auts(set.octets("auts_if_sqn_ms_equals_sqn_and_amf_zero"));
            assertThat(AuthenticationCentre.verify(credentials, rand, auts))
                    .isEqualTo(new AutsCheck.Verified(sqn));
        }
    }

    private static Secret ckIk(VectorRow set) {
        Octets ck = set.octets("f3_ck");
        Octets ik = set.octets("f4_ik");
        return Secret.taking(Octets.parseHex("CK||IK", ck.hex() + ik.hex()).toArray());
    }
}
