package dev.bestow.ue.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestow.aka.Autn;
import dev.bestow.aka.Auts;
import dev.bestow.aka.E2mAnswer;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.aka.UsimGone;
import dev.bestow.core.InvalidValue;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.core.Secret;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.E2mKeySet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;

/// RES, CK and IK are those of TS 35.208 test set 1; a card with set 1 is in `usim-applet`.
class CardUsimTest {
    private static final Rand RAND = Rand.parse("23553cbe9637a89d218ae64dae47bf35");
    private static final Autn AUTN = Autn.parse("55f328b43577b9b94a9ffac354dfafb3");
    private static final String RES = "a54211d5e3ba50bf";
    private static final String CK = "b40ba9a3c58b2a05bbf0d987b21bf8cb";
    private static final String IK = "f769bcd751044604127672711c6d3441";
    private static final String SUCCESS = "db08" + RES + "10" + CK + "10" + IK;
    private static final String AUTS = "451e8beca43b0102030405060708";
    private static final UsimAnswer ANSWER =
            new UsimAnswer.Success(Octets.parseHex("RES", RES), new CkIk(secret(CK + IK)));

    private static Secret secret(String hex) {
        return Secret.taking(Octets.parseHex("secret", hex).toArray());
    }

    private static UsimAnswer answer(String... answers) {
        return ScriptedCard.usim(answers).authenticate(RAND, AUTN);
    }

    private static UsimAnswer misfit(String reason) {
        return new UsimAnswer.Unusable("AUTHENTICATE response", reason);
    }

    @Test
    void asksInTheWordsOfTs31102() {
        ScriptedCard card = new ScriptedCard("9000").then(SUCCESS + "9000");
        assertThat(CardUsim.open(card).authenticate(RAND, AUTN)).isEqualTo(ANSWER);
        assertThat(card.commands())
                .containsExactly(
                        "00a4040407a000000087100200", "008800812210" + RAND + "10" + AUTN + "00");
    }

    @Test
    void kcIsPassedOver() {
        assertThat(answer(SUCCESS + "08" + "eae4be823af9a08b" + "9000")).isEqualTo(ANSWER);
    }

    @Test
    void bothKindsOfFailureAreValues() {
        assertThat(answer("9862")).isEqualTo(new UsimAnswer.MacFailure());
        assertThat(answer("dc0e" + AUTS + "9000"))
                .isEqualTo(new UsimAnswer.SynchronisationFailure(Auts.parse(AUTS)));
    }

    @Test
    void fetchesAnAnswerInAnyNumberOfTurns() {
        ScriptedCard card =
                new ScriptedCard("612a")
                        .then("6f289000")
                        .then("6c2c", SUCCESS.substring(0, 20) + "6122")
                        .then(SUCCESS.substring(20) + "9000");
        assertThat(CardUsim.open(card).authenticate(RAND, AUTN)).isEqualTo(ANSWER);
        assertThat(card.commands())
                .containsExactly(
                        "00a4040407a000000087100200",
                        "00c000002a",
                        "008800812210" + RAND + "10" + AUTN + "00",
                        "008800812210" + RAND + "10" + AUTN + "2c",
                        "00c0000022");
    }

    @Test
    void aCardThatNeverEndsIsGivenUp() {
        String[] forever = new String[8];
        java.util.Arrays.fill(forever, "006110");
        assertThat(answer(forever))
                .isEqualTo(new UsimAnswer.Unusable("USIM", "answers with status 6110"));
        String[] lengths = new String[8];
        java.util.Arrays.fill(lengths, "6c10");
        assertThat(answer(lengths))
                .isEqualTo(new UsimAnswer.Unusable("USIM", "answers with status 6c10"));
    }

    @ParameterizedTest
    @CsvSource({
        "6982, 'wants its PIN: verify it, or switch it off, before the card is used here'",
        "6983, 'says that its PIN is blocked: unblock it with the PUK'",
        "6985, 'says that conditions of use are not satisfied: has it been personalised?'",
        "9864, 'does not support the 3G security context'",
        "6d00, 'does not know this command'",
        "6e00, 'does not know this class of commands'",
        "6700, 'does not like the length of this command'",
        "6f00, 'answers with status 6f00'",
        "6300, 'answers with status 6300'",
        "9001, 'answers with status 9001'"
    })
    void anyOtherStatusIsRefusedInWords(String status, String reason) {
        assertThat(answer(status)).isEqualTo(new UsimAnswer.Unusable("USIM", reason));
        assertThat(answer(SUCCESS + status)).isEqualTo(new UsimAnswer.Unusable("USIM", reason));
    }

    @Test
    void everyOctetMissingIsRefused() {
        for (int octets = 0; octets < SUCCESS.length() / 2; octets++) {
            UsimAnswer answer = answer(SUCCESS.substring(0, 2 * octets) + "9000");
            assertThat(answer).as("%d octets", octets).isInstanceOf(UsimAnswer.Unusable.class);
        }
        assertThat(answer("9000")).isEqualTo(misfit("ends within its tag"));
        assertThat(answer("db08a542" + "9000")).isEqualTo(misfit("ends within RES"));
        assertThat(answer("dc0e" + AUTS.substring(2) + "9000"))
                .isEqualTo(misfit("ends within AUTS"));
    }

    @Test
    void everyOctetTooManyIsRefused() {
        assertThat(answer(SUCCESS + "00" + "9000"))
                .isEqualTo(misfit("has Kc of 0 octets, needs 8"));
        assertThat(answer(SUCCESS + "08" + "eae4be823af9a08b" + "00" + "9000"))
                .isEqualTo(misfit("has 1 octets too many"));
        assertThat(answer("dc0e" + AUTS + "00" + "9000"))
                .isEqualTo(misfit("has 1 octets too many"));
    }

    /// Tag and lengths have no bit to spare; RES, CK and IK are anybody's guess.
    @Test
    void everyBitFlippedInTagOrLengthIsRefused() {
        Set<Integer> structure = Set.of(0, 1, 10, 27);
        Octets whole = Octets.parseHex("answer", SUCCESS + "9000");
        for (int bit = 0; bit < 8 * (whole.length() - 2); bit++) {
            byte[] flipped = whole.toArray();
            flipped[bit / 8] ^= (byte) (0x80 >> bit % 8);
            UsimAnswer answer = answer(Octets.copyOf(flipped).hex());
            assertThat(answer)
                    .as("bit %d", bit)
                    .isInstanceOf(
                            structure.contains(bit / 8)
                                    ? UsimAnswer.Unusable.class
                                    : UsimAnswer.Success.class)
                    .isNotEqualTo(ANSWER);
        }
    }

    @Test
    void resHasFourToSixteenOctets() {
        String keys = "10" + CK + "10" + IK + "9000";
        assertThat(answer("db04" + "01020304" + keys)).isInstanceOf(UsimAnswer.Success.class);
        assertThat(answer("db10" + CK + keys)).isInstanceOf(UsimAnswer.Success.class);
        assertThat(answer("db03" + "010203" + keys))
                .isEqualTo(misfit("has RES of 3 octets, needs 4 to 16"));
        assertThat(answer("db11" + CK + "00" + keys))
                .isEqualTo(misfit("has RES of 17 octets, needs 4 to 16"));
    }

    @Test
    void aCardWithoutAUsimIsRefusedAndLetGo() {
        ScriptedCard sim = new ScriptedCard("6a82");
        assertThatThrownBy(() -> CardUsim.open(sim))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("USIM: has no USIM application: it is a SIM of GSM, or no SIM at all");
        assertThat(sim.isClosed()).isTrue();
        ScriptedCard mute = new ScriptedCard("90");
        assertThatThrownBy(() -> CardUsim.open(mute))
                .isInstanceOf(UsimGone.class)
                .hasMessage("the card answers without a status word: put it in and start again");
        assertThat(mute.isClosed()).isTrue();
    }

    @Test
    void theKeySetComesWithItsName() {
        String keySet = CK + IK;
        ScriptedCard card = new ScriptedCard("9000").then(RAND + keySet + "9000", "6a88", "6d00");
        CardUsim usim = CardUsim.open(card);
        assertThat(usim.e2mKeySet())
                .isEqualTo(new E2mAnswer.Held(RAND, new E2mKeySet(secret(keySet))));
        assertThat(card.commands()).endsWith("80b6000030");
        assertThat(usim.e2mKeySet()).isEqualTo(new E2mAnswer.NoneHeld());
        assertThat(usim.e2mKeySet())
                .isEqualTo(new E2mAnswer.Unusable("USIM", "does not know this command"));
        usim.close();
        assertThat(card.isClosed()).isTrue();
    }

    @Test
    void aKeySetOfAnotherLengthIsRefused() {
        String whole = RAND + CK + IK;
        for (int octets = 0; octets < 48; octets++) {
            CardUsim usim = ScriptedCard.usim(whole.substring(0, 2 * octets) + "9000");
            assertThat(usim.e2mKeySet()).isInstanceOf(E2mAnswer.Unusable.class);
        }
        assertThat(ScriptedCard.usim(whole + "00" + "9000").e2mKeySet())
                .isEqualTo(new E2mAnswer.Unusable("E2M KEY SET response", "has 1 octets too many"));
    }

    /// What went over the port does not stay behind in it.
    @Test
    void answersAreWipedOnceRead() {
        byte[] octets = Octets.parseHex("answer", SUCCESS + "9000").toArray();
        CardPort port =
                new CardPort() {
                    @Override
                    public byte[] transmit(byte[] command) {
                        return command[1] == (byte) 0xa4 ? new byte[] {(byte) 0x90, 0} : octets;
                    }

                    @Override
                    public void close() {}
                };
        assertThat(CardUsim.open(port).authenticate(RAND, AUTN)).isEqualTo(ANSWER);
        assertThat(octets).containsOnly(0);
    }
}
