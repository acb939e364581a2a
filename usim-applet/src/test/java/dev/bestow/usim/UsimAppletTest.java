package dev.bestow.usim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.aka.Amf;
import dev.bestow.aka.AuthenticationCentre;
import dev.bestow.aka.AuthenticationVector;
import dev.bestow.aka.Autn;
import dev.bestow.aka.AutsCheck;
import dev.bestow.aka.Credentials;
import dev.bestow.aka.E2mAnswer;
import dev.bestow.aka.E2mRule;
import dev.bestow.aka.EnhancedSoftUsim;
import dev.bestow.aka.SoftUsim;
import dev.bestow.aka.Sqn;
import dev.bestow.aka.SqnArray;
import dev.bestow.aka.SqnProfile;
import dev.bestow.aka.UsimAnswer;
import dev.bestow.core.Octets;
import dev.bestow.core.Rand;
import dev.bestow.keys.AccessCkIk;
import dev.bestow.keys.CkIk;
import dev.bestow.keys.E2mKeySet;
import dev.bestow.ue.card.CardUsim;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/// The applet in jCardSim, spoken to as any card is. The seed is in the name of a failing test.
class UsimAppletTest {
    private static final SqnProfile PROFILE = SqnProfile.STANDARD;
    private static final Octets K = Octets.parseHex("K", "465b5ce8b199b49faa5f0a2ee238a6bc");
    private static final Octets OPC = Octets.parseHex("OPc", "cd63cb71954a9f4e48a5994e37a02baf");
    private static final Rand RAND = Rand.parse("23553cbe9637a89d218ae64dae47bf35");
    private static final Personalisation KEYS = Personalisation.of(K, OPC);

    private final SimulatedCard card = SimulatedCard.of(KEYS);
    private final CardUsim usim = CardUsim.open(card);

    @AfterEach
    void powerOff() {
        usim.close();
    }

    private static AuthenticationVector vector(Personalisation keys, Rand rand, Sqn sqn, Amf amf) {
        try (Credentials credentials = keys.credentials()) {
            return AuthenticationCentre.quintet(credentials, rand, sqn, amf);
        }
    }

    private static AuthenticationVector vector(long seq, int ind) {
        return vector(KEYS, RAND, PROFILE.sqn(seq, ind), Amf.EPS);
    }

    private Sqn refuses(Autn autn) {
        var answer = (UsimAnswer.SynchronisationFailure) usim.authenticate(RAND, autn);
        try (Credentials credentials = KEYS.credentials()) {
            var read = AuthenticationCentre.verify(credentials, RAND, answer.auts());
            return ((AutsCheck.Verified) read).sqnMs();
        }
    }

    @Test
    void answersWithTheKeysOfTheVector() {
        AuthenticationVector vector = vector(1, 0);
        assertThat(usim.authenticate(RAND, vector.autn()))
                .isEqualTo(new UsimAnswer.Success(vector.xres(), vector.ckIk()));
    }

    @Test
    void aReplayedAutnIsAnsweredWithAnAutsTheNetworkAccepts() {
        Autn autn = vector(7, 3).autn();
        assertThat(usim.authenticate(RAND, autn)).isInstanceOf(UsimAnswer.Success.class);
        assertThat(refuses(autn)).isEqualTo(PROFILE.sqn(7, 3));
        assertThat(usim.authenticate(RAND, vector(8, 3).autn()))
                .isInstanceOf(UsimAnswer.Success.class);
    }

    @Test
    void aFreshCardStandsAtZeroAndJumpsByDeltaAtMost() {
        assertThat(refuses(vector(PROFILE.delta() + 1, 0).autn())).isEqualTo(new Sqn(31));
        assertThat(usim.authenticate(RAND, vector(PROFILE.delta(), 0).autn()))
                .isInstanceOf(UsimAnswer.Success.class);
        assertThat(refuses(vector(2 * PROFILE.delta() + 1, 31).autn()))
                .isEqualTo(PROFILE.sqn(PROFILE.delta(), 0));
        assertThat(usim.authenticate(RAND, vector(2 * PROFILE.delta(), 31).autn()))
                .isInstanceOf(UsimAnswer.Success.class);
    }

    @Test
    void anyBitFlippedIsAMacFailureAndSpendsNothing() {
        Autn autn = vector(7, 3).autn();
        for (int bit = 0; bit < 128; bit++) {
            assertThat(usim.authenticate(RAND, new Autn(flipped(autn.octets(), bit))))
                    .isEqualTo(new UsimAnswer.MacFailure());
            assertThat(usim.authenticate(new Rand(flipped(RAND.octets(), bit)), autn))
                    .isEqualTo(new UsimAnswer.MacFailure());
        }
        assertThat(usim.authenticate(RAND, autn)).isInstanceOf(UsimAnswer.Success.class);
    }

    private static Octets flipped(Octets octets, int bit) {
        byte[] flipped = octets.toArray();
        flipped[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return Octets.copyOf(flipped);
    }

    @Test
    void theKeySetIsTheLastRunsAndGoneWithThePower() {
        assertThat(usim.e2mKeySet()).isEqualTo(new E2mAnswer.NoneHeld());
        AuthenticationVector vector = vector(1, 0);
        usim.authenticate(RAND, vector.autn());
        var expected = new E2mAnswer.Held(RAND, E2mKeySet.from(vector.ckIk(), RAND));
        assertThat(usim.e2mKeySet()).isEqualTo(expected);
        refuses(vector.autn());
        assertThat(usim.e2mKeySet()).isEqualTo(expected);
        card.reset();
        assertThat(CardUsim.open(card).e2mKeySet()).isEqualTo(new E2mAnswer.NoneHeld());
    }

    @Test
    void anEpsRunGivesCkIkAndARunForUtranDoesNot() {
        AuthenticationVector utran = vector(KEYS, RAND, PROFILE.sqn(1, 0), Amf.ZERO);
        CkIk access = new CkIk(AccessCkIk.from(utran.ckIk(), utran.autn().sqnXorAk()).octets());
        assertThat(usim.authenticate(RAND, utran.autn()))
                .isEqualTo(new UsimAnswer.Success(utran.xres(), access));
        assertThat(access).isNotEqualTo(utran.ckIk());
        assertThat(usim.e2mKeySet())
                .isEqualTo(new E2mAnswer.Held(RAND, E2mKeySet.from(utran.ckIk(), RAND)));
    }

    /// An EMKS makes it, and derives of CK, IK what the device derives of them. The key set of the run before stays.
    @Test
    void aRunOfAnEmksLeavesCkAndIkToIt() {
        AuthenticationVector vector = vector(KEYS, RAND, PROFILE.sqn(1, 0), Amf.OWN_RUN);
        assertThat(usim.authenticate(RAND, vector.autn()))
                .isEqualTo(new UsimAnswer.Success(vector.xres(), vector.ckIk()));
        assertThat(usim.e2mKeySet()).isEqualTo(new E2mAnswer.NoneHeld());
    }

    @Test
    void powerLostWithTheFirstOctetOfTheAnswerHasSpentTheSqn() {
        Autn autn = vector(7, 3).autn();
        card.failWhenAnswering();
        assertThat(usim.authenticate(RAND, autn)).isInstanceOf(UsimAnswer.Unusable.class);
        card.reset();
        CardUsim again = CardUsim.open(card);
        assertThat(again.authenticate(RAND, autn))
                .isInstanceOf(UsimAnswer.SynchronisationFailure.class);
        assertThat(again.authenticate(RAND, vector(8, 3).autn()))
                .isInstanceOf(UsimAnswer.Success.class);
    }

    @Test
    void theSqnsOutliveThePowerAndSelectingAnew() {
        Autn autn = vector(7, 3).autn();
        usim.authenticate(RAND, autn);
        card.reset();
        CardUsim again = CardUsim.open(card);
        assertThat(again.authenticate(RAND, autn))
                .isInstanceOf(UsimAnswer.SynchronisationFailure.class);
    }

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, 10);
    }

    /// Fresh numbers, old ones, jumps, forgeries, both kinds of run, in any order.
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void agreesWithTheSoftUsimInEverything(long seed) {
        Random random = new Random(seed);
        Amf bit = new Amf(random.nextBoolean() ? 0 : 1);
        Sqn start = PROFILE.sqn(random.nextLong(1L << 40), 0);
        Personalisation keys =
                new Personalisation(octets(random, 16), octets(random, 16), start, bit);
        List<Sqn> sqns =
                IntStream.range(0, 32).mapToObj(i -> PROFILE.sqn(PROFILE.seq(start), i)).toList();
        try (CardUsim onCard = CardUsim.open(SimulatedCard.of(keys));
                EnhancedSoftUsim soft =
                        new EnhancedSoftUsim(
                                new SoftUsim(keys.credentials(), new SqnArray(PROFILE, sqns)),
                                bit.bit(15) ? new E2mRule.ToldByAmf(15) : new E2mRule.EveryRun())) {
            for (int run = 0; run < 100; run++) {
                Rand rand = Rand.fresh(random::nextBytes);
                Autn autn = challenge(random, keys, rand);
                assertThat(onCard.authenticate(rand, autn))
                        .as("run %d", run)
                        .isEqualTo(soft.authenticate(rand, autn));
                assertThat(onCard.e2mKeySet()).as("run %d", run).isEqualTo(soft.e2mKeySet());
            }
        }
    }

    private static Autn challenge(Random random, Personalisation keys, Rand rand) {
        long seq = PROFILE.seq(keys.start()) + random.nextLong(-2, 60);
        if (random.nextInt(20) == 0) {
            seq += PROFILE.delta();
        }
        Sqn sqn = PROFILE.sqn(Math.max(0, seq), random.nextInt(32));
        Amf amf = new Amf(random.nextInt(1 << 16));
        Autn autn = vector(keys, rand, sqn, amf).autn();
        return random.nextInt(10) == 0
                ? new Autn(flipped(autn.octets(), random.nextInt(128)))
                : autn;
    }

    private static Octets octets(Random random, int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return Octets.copyOf(octets);
    }

    @Test
    void keysAreTakenOnce() {
        Octets other = Octets.parseHex("K", "00112233445566778899aabbccddeeff");
        assertThat(card.selected(Personalisation.of(other, other).command())).hasToString("6985");
        assertThat(usim.authenticate(RAND, vector(1, 0).autn()))
                .isInstanceOf(UsimAnswer.Success.class);
    }

    @Test
    void aBlankCardSaysSo() {
        CardUsim blank = CardUsim.open(SimulatedCard.blank());
        assertThat(blank.authenticate(RAND, vector(1, 0).autn()))
                .isEqualTo(
                        new UsimAnswer.Unusable(
                                "USIM",
                                "says that conditions of use are not satisfied: has it been"
                                        + " personalised?"));
    }

    /// One octet flipped, one missing, one more, in header and data. The first row is right, on another
    /// logical channel.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0188008122 db -",
                "0088008022 6a86 -",
                "0088018122 6a86 -",
                "0089008122 6d00 -",
                "4088008122 6e00 -",
                "0088008121 6700 less",
                "0088008123 6700 more",
                "0088008122 6a80 first",
                "0088008122 6a80 second"
            })
    void answersACommandOnAnyChannelAndRefusesWhatIsNotQuiteOne(String row) {
        String[] cells = row.split(" ", -1);
        StringBuilder data = new StringBuilder("10").append(RAND).append("10");
        data.append(vector(1, 0).autn());
        switch (cells[2]) {
            case "less" -> data.setLength(data.length() - 2);
            case "more" -> data.append("00");
            case "first" -> data.replace(0, 2, "11");
            case "second" -> data.replace(34, 36, "0f");
            default -> {}
        }
        Octets command = Octets.parseHex("command", cells[0] + data + "00");
        assertThat(card.selected(command).hex()).startsWith(cells[1]);
    }
}
