package dev.bestow.aka;

import static dev.bestow.aka.Samples.PLMN;
import static dev.bestow.aka.SqnWorld.PROFILE;
import static dev.bestow.aka.SqnWorld.issued;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestow.core.Imsi;
import dev.bestow.core.Rand;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Cards, two HSS instances and requesters of every class over a long time in which everything may be
/// killed, late, lost or repeated. The seed in a failing test's name replays it.
class AgreementSimulation {
    private static final int SUBSCRIBERS = Samples.ALGORITHMS.size();
    private static final int STEPS = 4_000;
    private static final List<Requester> REQUESTERS = List.of(Requester.values());

    /// Small enough that subscribers share buckets and the ceiling moves often.
    private static final SqnLimits LIMITS = new SqnLimits(4_000, 7 * 86_400, 4_000, 4);

    private record Vector(int subscriber, SqnSlice slice, EpsVector vector) {}

    private Random random = new Random(0);
    private final List<SqnWorld> worlds = new ArrayList<>();
    private final List<SqnGenerator> generators = new ArrayList<>();
    private final List<SoftUsim> cards = new ArrayList<>();
    private final List<Vector> pending = new ArrayList<>();
    private final List<Vector> used = new ArrayList<>();
    private final Set<Autn> acceptedOnce = new HashSet<>();
    private final Map<String, Long> highest = new HashMap<>();
    private int successes;
    private int resynchronisations;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void cardsAndCentreAlwaysAgree(long seed) {
        random = new Random(seed);
        for (int instance = 0; instance < 2; instance++) {
            worlds.add(SqnWorld.at(91_000_000));
        }
        for (int instance = 0; instance < 2; instance++) {
            generators.add(generator(instance));
        }
        for (int subscriber = 0; subscriber < SUBSCRIBERS; subscriber++) {
            cards.add(SoftUsim.fresh(credentials(subscriber)));
        }
        for (int step = 0; step < STEPS; step++) {
            step();
        }
        assertThat(successes).isGreaterThan(STEPS / 10);
        assertThat(resynchronisations).isPositive();
    }

    /// A subscriber per algorithm.
    private static Credentials credentials(int subscriber) {
        return Samples.credentials(Samples.ALGORITHMS.get(subscriber), subscriber);
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0 -> worlds.forEach(world -> world.pass(random.nextInt(100)));
            case 1 -> stepClock(worlds.get(random.nextInt(2)));
            case 2 -> kill(random.nextInt(2));
            case 3 -> suddenlyAhead(random.nextInt(SUBSCRIBERS));
            case 4, 5, 6, 7, 8 -> fetch(1 + random.nextInt(3));
            case 9, 10 -> replay();
            case 11 -> lose();
            default -> deliver();
        }
        worlds.forEach(world -> world.pass(random.nextInt(2)));
        generators.forEach(generator -> assertThat(generator.clockDoubt()).isEmpty());
    }

    /// By little enough to be absorbed, and then long enough alone to have been.
    private void stepClock(SqnWorld world) {
        world.step(random.nextInt(11) - 5);
        world.pass(61);
    }

    private void kill(int instance) {
        generators.set(instance, generator(instance));
    }

    /// Instances have clocks and ceilings of their own and share the offsets.
    private SqnGenerator generator(int instance) {
        return new SqnGenerator(worlds.get(instance), worlds.get(instance), worlds.get(0), LIMITS);
    }

    /// As if another operator's tool had used the card: far ahead in a slice.
    private void suddenlyAhead(int subscriber) {
        SoftUsim card = cards.get(subscriber);
        long seq = PROFILE.seq(card.sqns().highest()) + 1_000;
        Rand rand = Samples.rand(random);
        Credentials credentials = credentials(subscriber);
        Autn autn =
                AuthenticationCentre.quintet(
                                credentials, rand, PROFILE.sqn(seq, random.nextInt(32)), Amf.EPS)
                        .autn();
        assertThat(card.authenticate(rand, autn)).isInstanceOf(UsimAnswer.Success.class);
    }

    private void fetch(int count) {
        int instance = random.nextInt(2);
        int subscriber = random.nextInt(SUBSCRIBERS);
        Requester requester = REQUESTERS.get(random.nextInt(REQUESTERS.size()));
        for (int n = 0; n < count; n++) {
            SqnSlice slice = new SqnSlice(requester, instance);
            pending.add(
                    vector(
                            subscriber,
                            slice,
                            generators.get(instance).issue(imsi(subscriber), slice, PROFILE)));
        }
    }

    private Vector vector(int subscriber, SqnSlice slice, SqnIssue issue) {
        SqnIssue.Issued issued = issued(issue);
        String line = subscriber + "/" + slice.ind();
        assertThat(issued.sqn().value()).isGreaterThan(highest.getOrDefault(line, -1L));
        highest.put(line, issued.sqn().value());
        Credentials credentials = credentials(subscriber);
        Rand rand = Samples.rand(random);
        return new Vector(
                subscriber,
                slice,
                AuthenticationCentre.vector(credentials, rand, issued.sqn(), Amf.EPS, PLMN));
    }

    private static Imsi imsi(int subscriber) {
        return new Imsi(Long.toString(1_010_000_000_000L + subscriber));
    }

    private void lose() {
        if (!pending.isEmpty()) {
            pending.remove(random.nextInt(pending.size()));
        }
    }

    /// Any pending vector, in any order.
    private void deliver() {
        if (pending.isEmpty()) {
            return;
        }
        Vector next = pending.remove(random.nextInt(pending.size()));
        used.add(next);
        switch (authenticate(next)) {
            case EpsAnswer.SynchronisationFailure(var auts) -> resynchronise(next, auts);
            case EpsAnswer.Success _ -> {}
            case EpsAnswer.MacFailure _, EpsAnswer.SeparationBitClear _, EpsAnswer.UsimUnusable _ ->
                    throw new AssertionError("our own vector");
        }
    }

    /// One re-synchronisation, after which the next vector is accepted.
    private void resynchronise(Vector refused, Auts auts) {
        resynchronisations++;
        int subscriber = refused.subscriber();
        AutsCheck read =
                AuthenticationCentre.verify(credentials(subscriber), refused.vector().rand(), auts);
        Sqn sqnMs = ((AutsCheck.Verified) read).sqnMs();
        SqnGenerator generator = generators.get(refused.slice().instance());
        SqnIssue issue = generator.issueAfter(sqnMs, imsi(subscriber), refused.slice(), PROFILE);
        Vector next = vector(subscriber, refused.slice(), issue);
        used.add(next);
        assertThat(authenticate(next)).isInstanceOf(EpsAnswer.Success.class);
    }

    private void replay() {
        if (!used.isEmpty()) {
            Vector old = used.get(random.nextInt(used.size()));
            EpsAnswer answer = authenticate(old);
            if (acceptedOnce.contains(old.vector().autn())) {
                assertThat(answer).isNotInstanceOf(EpsAnswer.MacFailure.class);
            }
        }
    }

    private EpsAnswer authenticate(Vector given) {
        EpsVector vector = given.vector();
        MobileEquipment me = new MobileEquipment(cards.get(given.subscriber()));
        EpsAnswer answer = me.authenticate(vector.rand(), vector.autn(), PLMN);
        if (answer instanceof EpsAnswer.Success(var res, var ckIk, var kasme)) {
            successes++;
            assertThat(acceptedOnce.add(vector.autn())).as("accepted for the first time").isTrue();
            assertThat(res).isEqualTo(vector.xres());
            assertThat(ckIk).isEqualTo(vector.ckIk());
            assertThat(kasme).isEqualTo(vector.kasme());
        }
        return answer;
    }
}
