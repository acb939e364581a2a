package dev.bestow.aka;

import static dev.bestow.aka.Samples.PLMN;
import static dev.bestow.aka.Samples.flipped;
import static dev.bestow.aka.SqnWorld.IMSI;
import static dev.bestow.aka.SqnWorld.PROFILE;
import static dev.bestow.aka.SqnWorld.SLICE;
import static dev.bestow.aka.SqnWorld.issued;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Rand;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What holds for every algorithm and any input. The algorithm and the seed are in a failing test's name.
class AgreementPropertiesTest {
    private static final int SEEDS = 20;
    private static final List<Requester> REQUESTERS = List.of(Requester.values());

    private record Case(AkaAlgorithm algorithm, long seed) {
        Credentials credentials() {
            return Samples.credentials(algorithm, seed);
        }

        Random random() {
            return new Random(~seed);
        }

        @Override
        public String toString() {
            return algorithm.name() + ", seed " + seed;
        }
    }

    private static Stream<Case> cases() {
        return Samples.ALGORITHMS.stream()
                .flatMap(algorithm ->
                        IntStream.range(0, SEEDS).mapToObj(seed -> new Case(algorithm, seed)));
    }

    /// The MAC of the test algorithm does not even cover all of RAND.
    private static Stream<Case> secureCases() {
        return cases().filter(each -> !(each.algorithm() instanceof InsecureTestXor));
    }

    private static Sqn acceptable(Random random) {
        return PROFILE.sqn(1 + random.nextLong(PROFILE.delta()), random.nextInt(32));
    }

    private static Amf amf(Random random) {
        return new Amf(random.nextInt(1 << 16));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cardAndCentreAgreeOnEverything(Case given) {
        Random random = given.random();
        Rand rand = Samples.rand(random);
        Amf amf = amf(random).separated();
        Sqn sqn = acceptable(random);
        try (SoftUsim card = SoftUsim.fresh(given.credentials());
                EpsVector vector =
                        AuthenticationCentre.vector(given.credentials(), rand, sqn, amf, PLMN)) {
            assertThat(new MobileEquipment(card).authenticate(rand, vector.autn(), PLMN))
                    .isEqualTo(new EpsAnswer.Success(vector.xres(), vector.ckIk(), vector.kasme()));
            assertThat(card.sqns().highest()).isEqualTo(sqn);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void cardAndCentreAgreeOnTheKeysOfUtran(Case given) {
        Random random = given.random();
        Rand rand = Samples.rand(random);
        Amf amf = new Amf(random.nextInt(1 << 15));
        E2mRule rule = new E2mRule.ToldByAmf(8 + random.nextInt(8));
        try (SoftUsim card = SoftUsim.fresh(given.credentials());
                AuthenticationVector vector =
                        AuthenticationCentre.quintet(
                                given.credentials(), rand, acceptable(random), amf)) {
            UtranAnswer answer =
                    new MobileEquipment(card, rule).authenticateInUtran(rand, vector.autn());
            AuthenticationVector served = vector.withAccessKeys();
            assertThat(answer)
                    .isEqualTo(
                            rule.covers(amf)
                                    ? new UtranAnswer.E2mSuccess(
                                            vector.xres(), served.ckIk(), vector.ckIk())
                                    : new UtranAnswer.Success(vector.xres(), vector.ckIk()));
            assertThat(served.ckIk()).isNotEqualTo(vector.ckIk());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatTheCardSaysOfItsSqnIsRead(Case given) {
        Random random = given.random();
        Rand rand = Samples.rand(random);
        Sqn sqn = acceptable(random);
        assertThat(AuthenticationCentre.verify(given.credentials(), rand, auts(given, rand, sqn)))
                .isEqualTo(new AutsCheck.Verified(sqn));
    }

    private static Auts auts(Case given, Rand rand, Sqn sqnMs) {
        try (SoftUsim card =
                new SoftUsim(given.credentials(), SqnArray.fresh(PROFILE).with(sqnMs))) {
            Autn autn =
                    AuthenticationCentre.quintet(given.credentials(), rand, sqnMs, Amf.EPS).autn();
            return ((UsimAnswer.SynchronisationFailure) card.authenticate(rand, autn)).auts();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFlippedBitOfAutnIsAMacFailure(Case given) {
        Random random = given.random();
        Rand rand = Samples.rand(random);
        try (SoftUsim card = SoftUsim.fresh(given.credentials())) {
            Autn autn =
                    AuthenticationCentre.quintet(
                                    given.credentials(), rand, acceptable(random), amf(random))
                            .autn();
            for (int bit = 0; bit < 8 * Autn.OCTETS; bit++) {
                assertThat(card.authenticate(rand, new Autn(flipped(autn.octets(), bit))))
                        .as("bit %d", bit)
                        .isEqualTo(new UsimAnswer.MacFailure());
            }
            assertThat(card.sqns()).isEqualTo(SqnArray.fresh(PROFILE));
        }
    }

    @ParameterizedTest
    @MethodSource("secureCases")
    void aFlippedBitOfRandIsAMacFailure(Case given) {
        Random random = given.random();
        Rand rand = Samples.rand(random);
        Sqn sqn = acceptable(random);
        Auts auts = auts(given, rand, sqn);
        try (SoftUsim card = SoftUsim.fresh(given.credentials())) {
            Autn autn =
                    AuthenticationCentre.quintet(given.credentials(), rand, sqn, amf(random))
                            .autn();
            for (int bit = 0; bit < 8 * Rand.OCTETS; bit++) {
                Rand other = new Rand(flipped(rand.octets(), bit));
                assertThat(card.authenticate(other, autn))
                        .as("bit %d", bit)
                        .isEqualTo(new UsimAnswer.MacFailure());
                assertThat(AuthenticationCentre.verify(given.credentials(), other, auts))
                        .as("AUTS for a RAND never sent, bit %d", bit)
                        .isEqualTo(new AutsCheck.MacMismatch());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFlippedBitOfAutsIsAMismatch(Case given) {
        Random random = given.random();
        Rand rand = Samples.rand(random);
        Auts auts = auts(given, rand, acceptable(random));
        for (int bit = 0; bit < 8 * Auts.OCTETS; bit++) {
            Auts other = new Auts(flipped(auts.octets(), bit));
            assertThat(AuthenticationCentre.verify(given.credentials(), rand, other))
                    .as("bit %d", bit)
                    .isEqualTo(new AutsCheck.MacMismatch());
        }
    }

    /// Vectors of many slices, some twice, in any order: a card takes none of them twice, and of each IND
    /// those that are higher than all before.
    @ParameterizedTest
    @MethodSource("cases")
    void anyOrderIsAcceptedAtMostOnceEach(Case given) {
        Random random = given.random();
        SqnGenerator generator = SqnWorld.at(91_000_000).generator();
        List<Sqn> issued = new ArrayList<>();
        for (int n = 0; n < 40; n++) {
            Requester requester = REQUESTERS.get(random.nextInt(REQUESTERS.size()));
            SqnSlice slice = new SqnSlice(requester, random.nextInt(2));
            issued.add(issued(generator.issue(IMSI, slice, PROFILE)).sqn());
        }
        issued.addAll(issued.subList(0, 20));
        Collections.shuffle(issued, random);
        long[] highest = new long[PROFILE.slots()];
        try (SoftUsim card = SoftUsim.fresh(given.credentials())) {
            for (Sqn sqn : issued) {
                Rand rand = Samples.rand(random);
                Autn autn =
                        AuthenticationCentre.quintet(given.credentials(), rand, sqn, Amf.EPS)
                                .autn();
                boolean fresh = sqn.value() > highest[PROFILE.ind(sqn)];
                assertThat(card.authenticate(rand, autn) instanceof UsimAnswer.Success)
                        .isEqualTo(fresh);
                highest[PROFILE.ind(sqn)] = Math.max(highest[PROFILE.ind(sqn)], sqn.value());
            }
        }
    }

    private static Stream<Arguments> sources() {
        return IntStream.range(0, 100)
                .boxed()
                .flatMap(seed ->
                        Stream.of(
                                Arguments.of(seed, SqnWorld.at(91_000_000).generator()),
                                Arguments.of(seed, new SqnCounter(new CountersInMemory()))));
    }

    /// A network takes n vectors, uses any of them in any order, and after a failure drops the rest, as it
    /// must, for new ones.
    @ParameterizedTest(name = "seed {0}, {1}")
    @MethodSource("sources")
    void whateverIsUsedOfWhatWasHandedOutForcesAtMostOneResynchronisation(
            long seed, SqnSource source) {
        Random random = new Random(seed);
        boolean inOrder = random.nextBoolean();
        boolean ahead = random.nextBoolean();
        long reached = ahead ? 91_000_000 + random.nextInt(1_000_000) : 0;
        SqnArray array =
                SqnArray.fresh(PROFILE).with(PROFILE.sqn(reached, ahead ? SLICE.ind() : 31));
        List<Sqn> held = handedOut(source, 1 + random.nextInt(20));
        if (!inOrder) {
            Collections.shuffle(held, random);
        }
        int resynchronisations = 0;
        while (!held.isEmpty()) {
            Sqn next = held.removeFirst();
            if (random.nextInt(3) == 0) {
                continue;
            }
            if (array.accepts(next)) {
                array = array.with(next);
            } else {
                resynchronisations++;
                Sqn again = issued(source.issueAfter(array.highest(), IMSI, SLICE, PROFILE)).sqn();
                assertThat(array.accepts(again)).isTrue();
                array = array.with(again);
                held = handedOut(source, random.nextInt(20));
            }
        }
        assertThat(resynchronisations).isLessThanOrEqualTo(inOrder && !ahead ? 0 : 1);
    }

    private static List<Sqn> handedOut(SqnSource source, int count) {
        List<Sqn> sqns = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            sqns.add(issued(source.issue(IMSI, SLICE, PROFILE)).sqn());
        }
        return sqns;
    }
}
