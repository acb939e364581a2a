package dev.bestow.aka;

import static dev.bestow.aka.Samples.RAND;
import static dev.bestow.aka.Samples.SQN;
import static dev.bestow.aka.Samples.set19;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.AccessCkIk;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.E2mKeySet;

import org.junit.jupiter.api.Test;

import java.util.Random;

/// The expected keys were computed with Python's hmac from the figures of set 19.
class EnhancedSoftUsimTest {
    private static final Secret E2M_KEY_SET =
            Samples.secret("7429553f0fded51f15796734563ee6ce003fa67bda6319f231bb2bf50ef32bf9");
    private static final Secret ACCESS =
            Samples.secret("16a2db4d7e673a020ca36ad66053cdb303ce0bcfebfbb5c0ba25e38d292c9b8c");
    private static final Amf E2M_BIT = new Amf(0x0001);
    private static final SqnProfile PROFILE = SqnProfile.STANDARD;

    private final EnhancedSoftUsim usim = card(new E2mRule.EveryRun());

    /// A card that takes the SQN of set 19 as its next.
    private static EnhancedSoftUsim card(E2mRule e2m) {
        Sqn before = PROFILE.sqn(PROFILE.seq(SQN) - 1, PROFILE.ind(SQN));
        SqnArray sqns = SqnArray.fresh(PROFILE).with(before);
        return new EnhancedSoftUsim(new SoftUsim(set19(), sqns), e2m);
    }

    private static AuthenticationVector vector(Rand rand, Sqn sqn, Amf amf) {
        return AuthenticationCentre.quintet(set19(), rand, sqn, amf);
    }

    private static CkIk ckIk(UsimAnswer answer) {
        return ((UsimAnswer.Success) answer).ckIk();
    }

    @Test
    void anEpsRunGivesCkIkToTheTerminalAndKeepsTheKeySet() {
        AuthenticationVector vector = vector(RAND, SQN, Amf.EPS);
        assertThat(usim.e2mKeySet()).isEqualTo(new E2mAnswer.NoneHeld());
        assertThat(ckIk(usim.authenticate(RAND, vector.autn()))).isEqualTo(vector.ckIk());
        assertThat(usim.e2mKeySet())
                .isEqualTo(new E2mAnswer.Held(RAND, new E2mKeySet(E2M_KEY_SET)));
    }

    @Test
    void aRunForUtranLetsNeitherCkNorIkOut() {
        AuthenticationVector vector = vector(RAND, SQN, Amf.ZERO);
        assertThat(ckIk(usim.authenticate(RAND, vector.autn()))).isEqualTo(new CkIk(ACCESS));
        assertThat(usim.e2mKeySet())
                .isEqualTo(new E2mAnswer.Held(RAND, new E2mKeySet(E2M_KEY_SET)));
    }

    @Test
    void withoutItsAmfBitARunIsAnOrdinaryOne() {
        try (EnhancedSoftUsim choosy = card(new E2mRule.ToldByAmf(15))) {
            AuthenticationVector plain = vector(RAND, SQN, Amf.ZERO);
            assertThat(ckIk(choosy.authenticate(RAND, plain.autn()))).isEqualTo(plain.ckIk());
            assertThat(choosy.e2mKeySet()).isEqualTo(new E2mAnswer.NoneHeld());
            AuthenticationVector both = vector(RAND, PROFILE.sqn(PROFILE.seq(SQN) + 1, 0), E2M_BIT);
            assertThat(ckIk(choosy.authenticate(RAND, both.autn())))
                    .isEqualTo(
                            new CkIk(
                                    AccessCkIk.from(both.ckIk(), both.autn().sqnXorAk()).octets()));
            assertThat(choosy.e2mKeySet())
                    .isEqualTo(new E2mAnswer.Held(RAND, new E2mKeySet(E2M_KEY_SET)));
        }
    }

    @Test
    void aRefusedChallengeLeavesTheKeySetAsItIs() {
        usim.authenticate(RAND, vector(RAND, SQN, Amf.EPS).autn());
        E2mAnswer before = usim.e2mKeySet();
        Rand other = Samples.rand(new Random(1));
        assertThat(usim.authenticate(other, vector(other, SQN, Amf.EPS).autn()))
                .isInstanceOf(UsimAnswer.SynchronisationFailure.class);
        assertThat(usim.authenticate(other, vector(RAND, SQN, Amf.EPS).autn()))
                .isEqualTo(new UsimAnswer.MacFailure());
        assertThat(usim.e2mKeySet()).isEqualTo(before);
    }

    @Test
    void theNextRunReplacesTheKeySetAndSpareCopiesLive() {
        usim.authenticate(RAND, vector(RAND, SQN, Amf.EPS).autn());
        var first = (E2mAnswer.Held) usim.e2mKeySet();
        Rand next = Samples.rand(new Random(2));
        AuthenticationVector vector = vector(next, PROFILE.sqn(PROFILE.seq(SQN) + 1, 7), Amf.EPS);
        usim.authenticate(next, vector.autn());
        assertThat(usim.e2mKeySet())
                .isEqualTo(new E2mAnswer.Held(next, E2mKeySet.from(vector.ckIk(), next)));
        assertThat(first.keySet()).isEqualTo(new E2mKeySet(E2M_KEY_SET));
        usim.close();
        assertThat(usim.e2mKeySet()).isEqualTo(new E2mAnswer.NoneHeld());
    }
}
