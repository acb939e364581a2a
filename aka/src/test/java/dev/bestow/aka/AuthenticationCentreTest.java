package dev.bestow.aka;

import static dev.bestow.aka.Samples.PLMN;
import static dev.bestow.aka.Samples.RAND;
import static dev.bestow.aka.Samples.SQN;
import static dev.bestow.aka.Samples.flipped;
import static dev.bestow.aka.Samples.secret;
import static dev.bestow.aka.Samples.set19;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.PlmnId;
import dev.bestow.core.Rand;

import org.junit.jupiter.api.Test;

class AuthenticationCentreTest {
    private static final Auts AUTS = Auts.parse("c2920fe2489f5b7a8925819b614b");

    @Test
    void vectorIsTheOneOfTheWorkedExample() {
        try (EpsVector vector = AuthenticationCentre.vector(set19(), RAND, SQN, Amf.EPS, PLMN)) {
            assertThat(vector.rand()).isEqualTo(RAND);
            assertThat(vector.xres().hex()).isEqualTo("28d7b0f2a2ec3de5");
            assertThat(vector.autn()).isEqualTo(Autn.parse("bb52e91c747a80009a537d5e25e2ef65"));
            assertThat(vector.sqnXorAk().hex()).isEqualTo("bb52e91c747a");
            assertThat(vector.kasme().octets())
                    .isEqualTo(
                            secret(
                                    "04a2d7ce0dd489817c7f6a2064f3b48bd1416c1506f98e2a4549949964b340e5"));
        }
    }

    @Test
    void kasmeIsBoundToTheServingNetwork() {
        EpsVector here = AuthenticationCentre.vector(set19(), RAND, SQN, Amf.EPS, PLMN);
        EpsVector there =
                AuthenticationCentre.vector(set19(), RAND, SQN, Amf.EPS, PlmnId.parse("001/02"));
        assertThat(here.kasme()).isNotEqualTo(there.kasme());
        assertThat(here.autn()).isEqualTo(there.autn());
    }

    @Test
    void vectorForEutranNeedsTheSeparationBitAndAQuintetDoesNot() {
        Amf clear = Amf.parse("7fff");
        assertThatThrownBy(() -> AuthenticationCentre.vector(set19(), RAND, SQN, clear, PLMN))
                .isInstanceOf(InvalidValue.class)
                .hasMessageStartingWith("AMF");
        assertThat(AuthenticationCentre.quintet(set19(), RAND, SQN, clear).autn().amf())
                .isEqualTo(clear);
        assertThat(clear.separated()).isEqualTo(Amf.parse("ffff"));
    }

    @Test
    void closingAVectorWipesItsKeys() {
        EpsVector vector = AuthenticationCentre.vector(set19(), RAND, SQN, Amf.EPS, PLMN);
        vector.close();
        assertThatThrownBy(() -> vector.kasme().octets().copy())
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> vector.ckIk().octets().copy())
                .isInstanceOf(IllegalStateException.class);
        AuthenticationVector quintet = AuthenticationCentre.quintet(set19(), RAND, SQN, Amf.ZERO);
        quintet.close();
        assertThatThrownBy(() -> quintet.ckIk().octets().copy())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void autsOfTheCardIsVerified() {
        assertThat(AuthenticationCentre.verify(set19(), RAND, AUTS))
                .isEqualTo(new AutsCheck.Verified(SQN));
    }

    @Test
    void autsWithAnyBitFlippedIsAMismatch() {
        for (int bit = 0; bit < 8 * Auts.OCTETS; bit++) {
            assertThat(
                            AuthenticationCentre.verify(
                                    set19(), RAND, new Auts(flipped(AUTS.octets(), bit))))
                    .isEqualTo(new AutsCheck.MacMismatch());
        }
    }

    @Test
    void autsForARandNeverSentIsAMismatch() {
        for (int bit = 0; bit < 8 * Rand.OCTETS; bit++) {
            Rand other = new Rand(flipped(RAND.octets(), bit));
            assertThat(AuthenticationCentre.verify(set19(), other, AUTS))
                    .isEqualTo(new AutsCheck.MacMismatch());
        }
    }

    @Test
    void tokensHaveTheirLengths() {
        Octets octets = Octets.copyOf(new byte[17]);
        assertThatThrownBy(() -> new Autn(octets)).hasMessage("AUTN: has 17 octets, needs 16");
        assertThatThrownBy(() -> new Autn(octets.slice(0, 15)))
                .hasMessage("AUTN: has 15 octets, needs 16");
        assertThatThrownBy(() -> new Auts(octets.slice(0, 15)))
                .hasMessage("AUTS: has 15 octets, needs 14");
        assertThatThrownBy(() -> new Auts(octets.slice(0, 13)))
                .hasMessage("AUTS: has 13 octets, needs 14");
        assertThatThrownBy(() -> Autn.parse("0")).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> Auts.parse("zz".repeat(14))).isInstanceOf(InvalidValue.class);
    }

    @Test
    void amfAndSqnKeepTheirBits() {
        assertThat(Amf.decode(Amf.parse("b9c1").encode())).hasToString("b9c1");
        assertThat(Amf.EPS.separationBit()).isTrue();
        assertThat(Amf.ZERO.separationBit()).isFalse();
        assertThatThrownBy(() -> new Amf(0x10000)).hasMessage("AMF: needs 16 bits");
        assertThatThrownBy(() -> new Amf(-1)).hasMessage("AMF: needs 16 bits");
        assertThatThrownBy(() -> Amf.decode(Octets.EMPTY)).hasMessage("AMF: has 0 octets, needs 2");
        assertThat(Sqn.decode(SQN.encode())).isEqualTo(SQN).hasToString("16f3b3f70fc2");
        assertThat(Sqn.parse("ffffffffffff").value()).isEqualTo((1L << 48) - 1);
        assertThatThrownBy(() -> new Sqn(1L << 48)).hasMessage("SQN: needs 48 bits");
        assertThatThrownBy(() -> new Sqn(-1)).hasMessage("SQN: needs 48 bits");
        assertThatThrownBy(() -> Sqn.decode(Octets.EMPTY)).hasMessage("SQN: has 0 octets, needs 6");
    }
}
