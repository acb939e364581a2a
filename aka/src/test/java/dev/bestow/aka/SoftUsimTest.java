package dev.bestow.aka;

import static dev.bestow.aka.Samples.PLMN;
import static dev.bestow.aka.Samples.RAND;
import static dev.bestow.aka.Samples.flipped;
import static dev.bestow.aka.Samples.set19;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.core.Octets;
import dev.bestow.core.Rand;

import org.junit.jupiter.api.Test;

class SoftUsimTest {
    private static final SqnProfile PROFILE = SqnProfile.STANDARD;

    private final SoftUsim usim = SoftUsim.fresh(set19());

    private static Autn autn(long seq, int ind) {
        return AuthenticationCentre.quintet(set19(), RAND, PROFILE.sqn(seq, ind), Amf.EPS).autn();
    }

    private void accepts(long seq, int ind) {
        assertThat(usim.authenticate(RAND, autn(seq, ind))).isInstanceOf(UsimAnswer.Success.class);
    }

    private Sqn refuses(long seq, int ind) {
        SqnArray before = usim.sqns();
        UsimAnswer answer = usim.authenticate(RAND, autn(seq, ind));
        assertThat(answer).isInstanceOf(UsimAnswer.SynchronisationFailure.class);
        assertThat(usim.sqns()).isEqualTo(before);
        Auts auts = ((UsimAnswer.SynchronisationFailure) answer).auts();
        return ((AutsCheck.Verified) AuthenticationCentre.verify(set19(), RAND, auts)).sqnMs();
    }

    @Test
    void answersWithTheKeysOfTheVector() {
        Sqn sqn = PROFILE.sqn(7, 3);
        try (EpsVector vector = AuthenticationCentre.vector(set19(), RAND, sqn, Amf.EPS, PLMN)) {
            EpsAnswer answer = new MobileEquipment(usim).authenticate(RAND, vector.autn(), PLMN);
            assertThat(answer)
                    .isEqualTo(new EpsAnswer.Success(vector.xres(), vector.ckIk(), vector.kasme()))
                    .hasToString("Success");
        }
    }

    @Test
    void theSameAutnIsNeverAcceptedTwice() {
        accepts(7, 3);
        assertThat(refuses(7, 3)).isEqualTo(PROFILE.sqn(7, 3));
    }

    @Test
    void eachIndHasALineOfItsOwn() {
        accepts(100, 0);
        accepts(50, 1);
        accepts(51, 1);
        assertThat(refuses(50, 1)).isEqualTo(PROFILE.sqn(100, 0));
        assertThat(refuses(100, 0)).isEqualTo(PROFILE.sqn(100, 0));
        accepts(101, 0);
    }

    @Test
    void jumpsByDeltaAtMost() {
        assertThat(refuses(PROFILE.delta() + 1, 0)).isEqualTo(new Sqn(31));
        accepts(PROFILE.delta(), 0);
        accepts(2 * PROFILE.delta(), 31);
    }

    @Test
    void refusesWhatIsOlderThanL() {
        SqnProfile aging = new SqnProfile(5, 1 << 28, 10);
        try (SoftUsim card = new SoftUsim(set19(), SqnArray.fresh(aging))) {
            assertThat(card.authenticate(RAND, autn(100, 0)))
                    .isInstanceOf(UsimAnswer.Success.class);
            assertThat(card.authenticate(RAND, autn(90, 1)))
                    .isInstanceOf(UsimAnswer.SynchronisationFailure.class);
            assertThat(card.authenticate(RAND, autn(91, 1))).isInstanceOf(UsimAnswer.Success.class);
        }
    }

    @Test
    void anyBitFlippedInAutnIsAMacFailureAndSpendsNothing() {
        Autn autn = autn(7, 3);
        for (int bit = 0; bit < 8 * Autn.OCTETS; bit++) {
            assertThat(usim.authenticate(RAND, new Autn(flipped(autn.octets(), bit))))
                    .isEqualTo(new UsimAnswer.MacFailure());
        }
        accepts(7, 3);
    }

    @Test
    void anyBitFlippedInRandIsAMacFailureAndSpendsNothing() {
        for (int bit = 0; bit < 8 * Rand.OCTETS; bit++) {
            assertThat(usim.authenticate(new Rand(flipped(RAND.octets(), bit)), autn(7, 3)))
                    .isEqualTo(new UsimAnswer.MacFailure());
        }
        accepts(7, 3);
    }

    @Test
    void staleAutnWithAWrongMacIsAMacFailure() {
        accepts(7, 3);
        int lastBit = 8 * Autn.OCTETS - 1;
        assertThat(usim.authenticate(RAND, new Autn(flipped(autn(7, 3).octets(), lastBit))))
                .isEqualTo(new UsimAnswer.MacFailure());
    }

    @Test
    void theMobileEquipmentRefusesAVectorOfUtranBeforeTheCardSpendsAnSqn() {
        MobileEquipment me = new MobileEquipment(usim);
        Autn utran =
                AuthenticationCentre.quintet(set19(), RAND, PROFILE.sqn(7, 3), Amf.ZERO).autn();
        SqnArray before = usim.sqns();
        assertThat(me.authenticate(RAND, utran, PLMN))
                .isEqualTo(new EpsAnswer.SeparationBitClear());
        assertThat(usim.sqns()).isEqualTo(before);
        assertThat(usim.authenticate(RAND, utran)).isInstanceOf(UsimAnswer.Success.class);
    }

    @Test
    void theMobileEquipmentPassesTheCardsFailuresOn() {
        MobileEquipment me = new MobileEquipment(usim);
        accepts(7, 3);
        assertThat(me.authenticate(RAND, autn(7, 3), PLMN))
                .isInstanceOf(EpsAnswer.SynchronisationFailure.class);
        assertThat(me.authenticate(RAND, new Autn(flipped(autn(8, 3).octets(), 127)), PLMN))
                .isEqualTo(new EpsAnswer.MacFailure());
    }

    @Test
    void stateSurvivesExportAndImport() {
        accepts(7, 3);
        accepts(9, 30);
        Octets exported = usim.sqns().encode();
        assertThat(exported.length()).isEqualTo(192);
        SqnArray imported = SqnArray.decode(PROFILE, exported);
        assertThat(imported).isEqualTo(usim.sqns());
        try (SoftUsim next = new SoftUsim(set19(), imported)) {
            assertThat(next.authenticate(RAND, autn(7, 3)))
                    .isInstanceOf(UsimAnswer.SynchronisationFailure.class);
        }
    }

    @Test
    void aStateOfAnotherShapeIsRefused() {
        Octets state = usim.sqns().encode();
        assertThatThrownBy(() -> SqnArray.decode(PROFILE, state.slice(0, 191)))
                .hasMessage("SQN array: has 191 octets, needs 192");
        assertThatThrownBy(() -> SqnArray.decode(PROFILE, flipped(state, 47)))
                .hasMessage("SQN array: holds an SQN of another IND at 0");
        assertThatThrownBy(() -> SqnArray.decode(new SqnProfile(4, 1, 1), state))
                .hasMessage("SQN array: has 192 octets, needs 96");
    }

    @Test
    void profilesAndSlicesKeepTheirBounds() {
        assertThat(PROFILE.slots()).isEqualTo(32);
        assertThat(PROFILE.maxSeq()).isEqualTo((1L << 43) - 1);
        assertThat(PROFILE.seq(PROFILE.sqn(PROFILE.maxSeq(), 17))).isEqualTo(PROFILE.maxSeq());
        assertThat(PROFILE.ind(PROFILE.sqn(PROFILE.maxSeq(), 17))).isEqualTo(17);
        assertThatThrownBy(() -> PROFILE.sqn(1L << 43, 0)).hasMessage("SEQ: needs 43 bits");
        assertThatThrownBy(() -> PROFILE.sqn(-1, 0)).hasMessage("SEQ: needs 43 bits");
        assertThatThrownBy(() -> PROFILE.sqn(0, 32)).hasMessage("IND: needs 5 bits");
        assertThatThrownBy(() -> PROFILE.sqn(0, -1)).hasMessage("IND: needs 5 bits");
        assertThatThrownBy(() -> new SqnProfile(17, 1, 1)).hasMessage("IND bits: needs 0 to 16");
        assertThatThrownBy(() -> new SqnProfile(5, 0, 1)).hasMessage("Delta: needs at least 1");
        assertThatThrownBy(() -> new SqnProfile(5, 1, 0)).hasMessage("L: needs at least 1");
        assertThat(new SqnSlice(Requester.MME, 0).ind()).isZero();
        assertThat(new SqnSlice(Requester.EMKS, 7).ind()).isEqualTo(31);
        assertThatThrownBy(() -> new SqnSlice(Requester.MME, 8))
                .hasMessage("HSS instance: needs 0 to 7");
    }
}
