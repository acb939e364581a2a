package dev.bestow.aka;

import static dev.bestow.aka.Samples.RAND;
import static dev.bestow.aka.Samples.SQN;
import static dev.bestow.aka.Samples.set19;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.keys.AccessCkIk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class E2mRuleTest {
    private static final SqnProfile PROFILE = SqnProfile.STANDARD;
    private static final Sqn FRESH = PROFILE.sqn(7, 3);

    private final SoftUsim usim = SoftUsim.fresh(set19());

    private static AuthenticationVector quintet(Amf amf) {
        return AuthenticationCentre.quintet(set19(), RAND, FRESH, amf);
    }

    @Test
    void bitsOfTheAmfCountFromTheMostSignificant() {
        assertThat(new Amf(0x0080).bit(8)).isTrue();
        assertThat(new Amf(0xff7f).bit(8)).isFalse();
        assertThat(Amf.ZERO.withBit(15)).isEqualTo(new Amf(1));
        assertThat(Amf.ZERO.withBit(0)).isEqualTo(Amf.EPS);
    }

    @Test
    void onlyTheOperatorsOwnBitsTell() {
        assertThat(new E2mRule.ToldByAmf(9).covers(new Amf(0x40))).isTrue();
        assertThat(new E2mRule.ToldByAmf(15).covers(new Amf(0x40))).isFalse();
        assertThat(new E2mRule.ToldByAmf(8).covers(new Amf(0x8080))).isTrue();
        assertThatThrownBy(() -> new E2mRule.ToldByAmf(7)).hasMessageStartingWith("AMF bit");
        assertThatThrownBy(() -> new E2mRule.ToldByAmf(16)).hasMessageStartingWith("AMF bit");
    }

    @Test
    void aVectorWithAccessKeysDiffersInNothingButCkAndIk() {
        AuthenticationVector vector = quintet(Amf.ZERO);
        AuthenticationVector served = vector.withAccessKeys();
        assertThat(served.rand()).isEqualTo(vector.rand());
        assertThat(served.xres()).isEqualTo(vector.xres());
        assertThat(served.autn()).isEqualTo(vector.autn());
        assertThat(served.ckIk().octets())
                .isEqualTo(AccessCkIk.from(vector.ckIk(), vector.autn().sqnXorAk()).octets());
        served.close();
        assertThat(vector.ckIk()).isEqualTo(quintet(Amf.ZERO).ckIk());
    }

    @Test
    void aVectorForEutranHasNoAccessKeys() {
        AuthenticationVector vector =
                AuthenticationCentre.quintet(set19(), RAND, SQN, new Amf(0x8001));
        assertThatThrownBy(vector::withAccessKeys)
                .hasMessage("AMF: has the separation bit, which only vectors for E-UTRAN have");
    }

    @Test
    void aRunWithoutE2mKeysLeavesCkAndIkToTheAccess() {
        UtranAnswer answer =
                new MobileEquipment(usim).authenticateInUtran(RAND, quintet(Amf.ZERO).autn());
        AuthenticationVector vector = quintet(Amf.ZERO);
        assertThat(answer)
                .isEqualTo(new UtranAnswer.Success(vector.xres(), vector.ckIk()))
                .hasToString("Success");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aRunWithE2mKeysIsToldByItsBit(int bit) {
        MobileEquipment me = new MobileEquipment(usim, new E2mRule.ToldByAmf(15));
        UtranAnswer answer = me.authenticateInUtran(RAND, quintet(new Amf(bit)).autn());
        assertThat(answer instanceof UtranAnswer.E2mSuccess).isEqualTo(bit == 1);
    }

    @Test
    void everyRunOfASubscriptionWithE2mKeysHasThem() {
        AuthenticationVector vector = quintet(Amf.ZERO);
        assertThat(
                        new MobileEquipment(usim, new E2mRule.EveryRun())
                                .authenticateInUtran(RAND, vector.autn()))
                .isEqualTo(
                        new UtranAnswer.E2mSuccess(
                                vector.xres(), vector.withAccessKeys().ckIk(), vector.ckIk()))
                .hasToString("E2mSuccess");
    }

    /// An EMKS makes it, and derives of CK, IK what the device derives of them.
    @Test
    void aRunOfAnEmksLeavesCkAndIkToIt() {
        AuthenticationVector vector = quintet(Amf.OWN_RUN);
        try (var enhanced = new EnhancedSoftUsim(usim, new E2mRule.EveryRun())) {
            assertThat(enhanced.authenticate(RAND, vector.autn()))
                    .isEqualTo(new UsimAnswer.Success(vector.xres(), vector.ckIk()));
            assertThat(enhanced.e2mKeySet()).isEqualTo(new E2mAnswer.NoneHeld());
        }
        assertThat(new E2mRule.ToldByAmf(9).covers(Amf.OWN_RUN.withBit(9))).isFalse();
        assertThat(new E2mRule.EveryRun().covers(Amf.OWN_RUN.separated())).isTrue();
    }

    @Test
    void theCardsFailuresArePassedOn() {
        MobileEquipment me = new MobileEquipment(usim, new E2mRule.EveryRun());
        Autn autn = quintet(Amf.ZERO).autn();
        me.authenticateInUtran(RAND, autn);
        assertThat(me.authenticateInUtran(RAND, autn))
                .isInstanceOf(UtranAnswer.SynchronisationFailure.class);
        assertThat(me.authenticateInUtran(RAND, new Autn(Samples.flipped(autn.octets(), 127))))
                .isEqualTo(new UtranAnswer.MacFailure());
    }
}
